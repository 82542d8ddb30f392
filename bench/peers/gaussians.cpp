// The jobs of the harness's kernels in C++, as near to what the processor can do as plain code comes: the same random numbers, bit for
// bit, in vectors as wide as the machine has, and the same ambient trial with its sums in double precision.
//
//   g++ -O3 -march=native -ffp-contract=off -fno-math-errno -pthread gaussians.cpp -o gaussians
//
// Reads one job a line: gaussians | stored | regenerated, d, m, the number of threads, and for each thread the four words of the streams
// of a, x and W0. Answers {"wall": seconds, "cpu": seconds, "check": [...]}: of all threads by their number, and what each computed.
#include <algorithm>
#include <chrono>
#include <cinttypes>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <new>
#include <thread>
#include <vector>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__)
constexpr int LANES = 16;
#elif defined(__AVX2__)
constexpr int LANES = 8;
#else
constexpr int LANES = 4;
#endif

typedef uint32_t Words __attribute__((vector_size(4 * LANES)));
typedef int32_t Ints __attribute__((vector_size(4 * LANES)));
typedef float Floats __attribute__((vector_size(4 * LANES)));
typedef float FourFloats __attribute__((vector_size(16)));
// Sums are taken in double precision, of half as many numbers at a time.
constexpr int HALF = LANES / 2;
typedef float HalfFloats __attribute__((vector_size(4 * HALF)));
typedef double Doubles __attribute__((vector_size(8 * HALF)));

constexpr int BLOCK = 4096;
/** Blocks drawn side by side, each in four lanes of its own. */
constexpr int TOGETHER = LANES / 4;
/** Values drawn before the rows that are then complete are looked at: they stay in cache. */
constexpr int PIECE = 4 * BLOCK;
constexpr double ETA = 0.1;

template <class T> T load(const void *at) {
  T value;
  memcpy(&value, at, sizeof value);
  return value;
}

template <class T> void store(void *at, T value) { memcpy(at, &value, sizeof value); }

inline Floats root(Floats x) {
#if defined(__AVX512F__)
  return (Floats)_mm512_sqrt_ps((__m512)x);
#elif defined(__AVX2__)
  return (Floats)_mm256_sqrt_ps((__m256)x);
#elif defined(__SSE2__)
  return (Floats)_mm_sqrt_ps((__m128)x);
#else
  for (int lane = 0; lane < LANES; lane++) x[lane] = std::sqrt(x[lane]);
  return x;
#endif
}

template <int PART> inline void storePart(float *out, Floats x) {
  constexpr int first = 4 * PART;
  store<FourFloats>(out, __builtin_shufflevector(x, x, first, first + 1, first + 2, first + 3));
}

/** The four words of a stream, and what the lanes of its blocks start from. */
struct Source {
  uint32_t words[4];

  void philox(uint32_t lane, uint32_t block, uint32_t out[4]) const {
    uint32_t c0 = lane, c1 = block, c2 = words[2], c3 = words[3], k0 = words[0], k1 = words[1];
    for (int round = 0; round < 10; round++) {
      const uint64_t p0 = 0xd2511f53ull * c0, p1 = 0xcd9e8d57ull * c2;
      c0 = uint32_t(p1 >> 32) ^ c1 ^ k0;
      c1 = uint32_t(p1);
      c2 = uint32_t(p0 >> 32) ^ c3 ^ k1;
      c3 = uint32_t(p0);
      k0 += 0x9e3779b9u;
      k1 += 0xbb67ae85u;
    }
    out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
  }
};

/** sfc32 in every lane: lanes 4g … 4g + 3 are those of block `first` + g. */
struct Generator {
  Words a, b, c, d;

  Generator(const Source &source, uint32_t first, uint32_t use) {
    for (int lane = 0; lane < LANES; lane++) {
      uint32_t state[4];
      source.philox(4 * use + lane % 4, first + lane / 4, state);
      a[lane] = state[0], b[lane] = state[1], c[lane] = state[2], d[lane] = state[3];
    }
  }

  Words next() {
    const Words word = a + b + d;
    d += 1;
    a = b ^ (b >> 9);
    b = c + (c << 3);
    c = ((c << 21) | (c >> 11)) + word;
    return word;
  }
};

/** `TOGETHER` blocks from block `first` on, one behind the other. */
void draw(const Source &source, uint32_t first, float *out) {
  Generator radii(source, first, 0), angles(source, first, 1);
  for (int step = 0; step < BLOCK; step += 8) {
    const Words r = radii.next(), v = angles.next();
    const Floats k = __builtin_convertvector((Ints)((r >> 1) | 1), Floats);
    const Words e = ~((Words)k - 0x3f3504f3u) & (31u << 23);
    const Floats M = (Floats)((Words)k + e);
    const Floats s = (M - 0x1p31f) / (M + 0x1p31f);
    const Floats z = s * s;
    const Floats log = (z * 0.412963718f + 0.666522264f) * z + 2.00000024f;
    const Floats R = root(__builtin_convertvector((Ints)e, Floats) * (0.69314718f * 0x1p-23f) - s * log);
    const Floats T = __builtin_convertvector((Ints)(v << 2), Floats) * 0x1p-31f;
    const Floats y = T * T;
    const Floats sine = T * ((y * 0.00243562274f - 0.0807247534f) * y + 0.785396993f);
    const Floats cosine = ((y * -0.000318727834f + 0.0158496834f) * y - 0.308424175f) * y + 0.99999994f;
    const Floats one = (Floats)((Words)((cosine - sine) * R) ^ (v & 0x80000000u));
    const Floats other = (Floats)((Words)((cosine + sine) * R) ^ ((v << 1) & 0x80000000u));
    float *at = out + step;
    storePart<0>(at, one), storePart<0>(at + 4, other);
    if constexpr (TOGETHER > 1) storePart<1>(at + BLOCK, one), storePart<1>(at + BLOCK + 4, other);
    if constexpr (TOGETHER > 2) {
      storePart<2>(at + 2 * BLOCK, one), storePart<2>(at + 2 * BLOCK + 4, other);
      storePart<3>(at + 3 * BLOCK, one), storePart<3>(at + 3 * BLOCK + 4, other);
    }
  }
}

/** ±1, 4096 a block: bit i of word w is sign 32w + i. */
std::vector<int8_t> signsOf(const Source &source, int m) {
  std::vector<int8_t> signs(m + BLOCK);
  for (int block = 0; block * BLOCK < m; block++) {
    Generator words(source, block, 2);
    for (int step = 0; step < 32; step++) {
      const Words some = words.next();
      for (int lane = 0; lane < 4; lane++)
        for (int bit = 0; bit < 32; bit++)
          signs[block * BLOCK + 32 * (4 * step + lane) + bit] = (some[lane] >> bit) & 1 ? 1 : -1;
    }
  }
  return signs;
}

double sumOf(Doubles lanes) {
  double sum = 0;
  for (int lane = 0; lane < HALF; lane++) sum += lanes[lane];
  return sum;
}

/** out[i] = ⟨row_i, x⟩, four rows at a time. */
void dots(const float *rows, const double *x, double *out, int count, int d) {
  for (int first = 0; first < count; first += 4) {
    const float *row[4];
    for (int i = 0; i < 4; i++) row[i] = rows + size_t(std::min(first + i, count - 1)) * d;
    Doubles sums[4] = {};
    int k = 0;
    for (; k + HALF <= d; k += HALF) {
      const Doubles entries = load<Doubles>(x + k);
      for (int i = 0; i < 4; i++)
        sums[i] += __builtin_convertvector(load<HalfFloats>(row[i] + k), Doubles) * entries;
    }
    for (int i = 0; i < 4 && first + i < count; i++) {
      double sum = sumOf(sums[i]);
      for (int j = k; j < d; j++) sum += double(row[i][j]) * x[j];
      out[first + i] = sum;
    }
  }
}

/** target += Σ factor_i · row_i, for four rows. */
void addRows(double *target, const float *const row[4], const double factor[4], int d) {
  int k = 0;
  for (; k + HALF <= d; k += HALF) {
    Doubles sum = load<Doubles>(target + k);
    for (int i = 0; i < 4; i++)
      sum += __builtin_convertvector(load<HalfFloats>(row[i] + k), Doubles) * factor[i];
    store(target + k, sum);
  }
  for (; k < d; k++)
    for (int i = 0; i < 4; i++) target[k] += row[i][k] * factor[i];
}

/** Memory that is kept from job to job: fresh pages cost more than the numbers in them. */
struct Room {
  struct Release {
    void operator()(float *at) const { free(at); }
  };
  std::unique_ptr<float, Release> values;
  size_t length = 0;

  float *atLeast(size_t wanted) {
    if (wanted > length) {
      length = (wanted + 15) / 16 * 16;
      values.reset(static_cast<float *>(std::aligned_alloc(64, 4 * length)));
      if (!values) throw std::bad_alloc();
    }
    return values.get();
  }
};

/** Goes through the rows of W0 in their order, `visit(rows, first, count)`; draws them first where `made` does not say that they are there. */
template <class Visit>
void eachRow(const Source &source, int d, int m, bool stored, bool made, float *room, Visit visit) {
  const size_t values = size_t(d) * m;
  const int most = std::max(1, PIECE / d);
  size_t drawn = made ? values : 0, kept = 0;
  for (int first = 0; first < m;) {
    if (!stored && size_t(first) * d > kept) {
      // The beginning of a row that is not complete yet moves to the front.
      const size_t from = size_t(first) * d / 16 * 16;
      memmove(room, room + (from - kept), 4 * (drawn - from));
      kept = from;
    }
    for (const size_t end = std::min(values, drawn + PIECE); drawn < end; drawn += TOGETHER * BLOCK)
      draw(source, drawn / BLOCK, room + (drawn - kept));
    const int complete = made ? std::min(m, first + most) : int(std::min(size_t(m), drawn / d));
    if (complete > first) visit(room + (size_t(first) * d - kept), first, complete - first);
    first = complete;
  }
}

struct Streams {
  Source a, x, W0;
};

/** W0, u = W0 x, ∇f, then f at x − η∇f, which is returned. */
double ambient(const Streams &streams, int d, int m, bool stored, Room &room) {
  const size_t values = size_t(d) * m;
  float *rows = room.atLeast((stored ? values : size_t(d)) + 2 * PIECE + 16);
  const auto signs = signsOf(streams.a, m);
  std::vector<float> raw((d + PIECE) / PIECE * PIECE);
  for (size_t at = 0; at < raw.size(); at += TOGETHER * BLOCK) draw(streams.x, at / BLOCK, &raw[at]);
  double square = 0;
  for (int j = 0; j < d; j++) square += double(raw[j]) * raw[j];
  std::vector<double> x(d), sum(d), u(std::max(4, PIECE / d + 2));
  for (int j = 0; j < d; j++) x[j] = raw[j] / std::sqrt(square);

  const std::vector<float> nothing(d);
  eachRow(streams.W0, d, m, stored, false, rows, [&](const float *at, int first, int count) {
    dots(at, x.data(), u.data(), count, d);
    const float *row[4];
    double factor[4];
    int held = 0;
    for (int i = 0; i < count; i++) {
      if (!(u[i] > 0)) continue;
      row[held] = at + size_t(i) * d;
      factor[held] = signs[first + i];
      if (++held < 4) continue;
      addRows(sum.data(), row, factor, d);
      held = 0;
    }
    if (held == 0) return;
    for (; held < 4; held++) row[held] = nothing.data(), factor[held] = 0;
    addRows(sum.data(), row, factor, d);
  });
  const double scale = 1 / std::sqrt(double(m));
  for (int j = 0; j < d; j++) x[j] -= ETA * scale * sum[j];
  double value = 0;
  eachRow(streams.W0, d, m, stored, stored, rows, [&](const float *at, int first, int count) {
    dots(at, x.data(), u.data(), count, d);
    for (int i = 0; i < count; i++) value += signs[first + i] * std::max(0.0, u[i]);
  });
  return value * scale;
}

/** m values, d times over, into the same place. */
void gaussians(const Source &source, int d, int m, float *out) {
  for (int turn = 0; turn < d; turn++)
    for (int at = 0; at < m; at += TOGETHER * BLOCK)
      draw(source, (size_t(turn) * m + at) / BLOCK, out + at);
}

/** The bits of all values as whole numbers, added modulo 2³². */
double bitsOf(const float *values, int count) {
  uint32_t sum = 0;
  for (int i = 0; i < count; i++) sum += load<uint32_t>(values + i);
  return sum;
}

double cpuTime() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

int main() {
  char job[16];
  int d, m, threads;
  std::vector<Room> rooms;
  while (scanf("%15s %d %d %d", job, &d, &m, &threads) == 4) {
    std::vector<Streams> streams(threads);
    for (auto &one : streams)
      for (Source *source : {&one.a, &one.x, &one.W0})
        for (uint32_t &word : source->words)
          if (scanf("%" SCNu32, &word) != 1) return 1;
    if (rooms.size() < streams.size()) rooms.resize(threads);
    std::vector<double> check(threads);
    const bool drawing = strcmp(job, "gaussians") == 0, stored = strcmp(job, "stored") == 0;
    const auto work = [&](int i) {
      if (drawing) gaussians(streams[i].W0, d, m, rooms[i].atLeast(size_t(m) + PIECE));
      else check[i] = ambient(streams[i], d, m, stored, rooms[i]);
    };
    const double before = cpuTime();
    const auto start = std::chrono::steady_clock::now();
    if (threads == 1) work(0);
    else {
      std::vector<std::thread> running;
      for (int i = 0; i < threads; i++) running.emplace_back(work, i);
      for (auto &thread : running) thread.join();
    }
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    const double cpu = cpuTime() - before;
    for (int i = 0; i < threads && drawing; i++) check[i] = bitsOf(rooms[i].atLeast(m), m);
    printf("{\"wall\": %.9f, \"cpu\": %.9f, \"check\": [", wall.count() / threads, cpu / threads);
    for (int i = 0; i < threads; i++) printf("%s%.17g", i == 0 ? "" : ", ", check[i]);
    printf("]}\n");
    fflush(stdout);
  }
}
