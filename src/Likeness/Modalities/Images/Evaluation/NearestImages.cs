using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Likeness.Evaluation;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// The nearest images of each query image, by the Euclidean distance of their pixels. Bytes are compared in integer arithmetic:
/// exact, and without a copy of the sets. Ties are ordered by the image's index. Most images are ruled out by <see cref="PixelStrips"/>.
/// </summary>
public sealed class NearestImages
{
    // Together they fit in the L2 cache.
    private const int Queries = 16;
    private const int CacheBytes = 1 << 17;

    // The number of values between checks whether an image can still be among the nearest. 32-bit lanes hold a million times as much.
    private const int Stretch = 512;

    private readonly long[] squared; // [images][Neighbours], ascending
    private readonly int[] index;

    private NearestImages(int images, int neighbours)
    {
        Neighbours = neighbours;
        squared = new long[images * neighbours];
        index = new int[images * neighbours];
        Array.Fill(squared, long.MaxValue);
        Array.Fill(index, -1);
    }

    /// <summary>The number of neighbours per image.</summary>
    public int Neighbours { get; }

    /// <summary>The number of query images.</summary>
    public int Count => index.Length / Neighbours;

    /// <summary>Searches.</summary>
    /// <param name="images">The query images.</param>
    /// <param name="among">The images to search, of the same sizes.</param>
    /// <param name="neighbours">The number of neighbours; at most the number of images.</param>
    /// <param name="itself">For each query image its own index among the searched images, which is excluded; null if it is not among them.</param>
    /// <param name="threads">Number of threads; no result depends on it.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="ArgumentException">The sizes differ, or there are too few images to search.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static NearestImages Find(
        ImageSet images,
        ImageSet among,
        int neighbours = 1,
        IReadOnlyList<int>? itself = null,
        int threads = 1,
        CancellationToken cancellationToken = default
    )
    {
        if (images.Shape != among.Shape || neighbours < 1 || neighbours > among.Count - (itself is null ? 0 : 1))
        {
            throw new ArgumentException(
                $"{neighbours} neighbours of images of {images.Shape} cannot be found among {among.Count} of {among.Shape}.",
                nameof(neighbours)
            );
        }

        var found = new NearestImages(images.Count, neighbours);
        Parallel.For(
            0,
            (images.Count + Queries - 1) / Queries,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            block => found.Search(images, among, block * Queries, itself)
        );
        return found;
    }

    /// <summary>The index of a neighbour among the searched images.</summary>
    /// <param name="image">The index of the query image, from 0.</param>
    /// <param name="rank">0 for the nearest.</param>
    public int Index(int image, int rank = 0) => index[(image * Neighbours) + rank];

    /// <summary>The Euclidean distance to a neighbour, of pixel values from 0 to 1: 0 for equal images, and at most √(values of an image).</summary>
    /// <param name="image">The index of the query image, from 0.</param>
    /// <param name="rank">0 for the nearest.</param>
    public double Distance(int image, int rank = 0) => Math.Sqrt(squared[(image * Neighbours) + rank]) / byte.MaxValue;

    private void Search(ImageSet images, ImageSet among, int first, IReadOnlyList<int>? itself)
    {
        int step = Math.Max(1, CacheBytes / among.Shape.Length);
        int end = Math.Min(first + Queries, images.Count);
        var (sought, block) = (new PixelStrips(among.Shape.Length, Queries), new PixelStrips(among.Shape.Length, step));
        sought.Fill(images, first, end);
        for (int from = 0; from < among.Count; from += step)
        {
            int to = Math.Min(from + step, among.Count);
            block.Fill(among, from, to);
            for (int image = first; image < end; image++)
            {
                var strips = sought[image - first];
                var best = squared.AsSpan(image * Neighbours, Neighbours);
                var where = index.AsSpan(image * Neighbours, Neighbours);
                for (int target = from; target < to; target++)
                {
                    if (PixelStrips.AreFarther(strips, block[target - from], best[^1]))
                    {
                        continue;
                    }

                    long distance = Squared(images[image], among[target], best[^1]);
                    if (distance < best[^1] && itself?[image] != target)
                    {
                        NearestNeighbours.Insert(best, where, distance, target);
                    }
                }
            }
        }
    }

    /// <summary>Σ (a − b)², or any number at or above the limit if that is reached.</summary>
    internal static long Squared(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, long limit)
    {
        ref byte x = ref MemoryMarshal.GetReference(a);
        ref byte y = ref MemoryMarshal.GetReference(b);
        long total = 0;
        int i = 0;
        while (i + Vector512<byte>.Count <= a.Length)
        {
            int stop = Math.Min(i + Stretch, a.Length);
            var sum = Vector512<int>.Zero;
            for (; i + Vector512<byte>.Count <= stop; i += Vector512<byte>.Count)
            {
                sum += Squares(Vector512.LoadUnsafe(ref x, (nuint)i), Vector512.LoadUnsafe(ref y, (nuint)i));
            }

            total += Vector512.Sum(sum);
            if (total >= limit)
            {
                return total;
            }
        }

        for (; i < a.Length; i++)
        {
            int difference = a[i] - b[i];
            total += difference * difference;
        }

        return total;
    }

    // 64 squares in 16 sums of four each, in an order that depends on the processor.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Squares(Vector512<byte> a, Vector512<byte> b)
    {
        if (Avx512BW.IsSupported)
        {
            var difference = Vector512.Max(a, b) - Vector512.Min(a, b);
            var low = Avx512BW.UnpackLow(difference, Vector512<byte>.Zero).AsInt16();
            var high = Avx512BW.UnpackHigh(difference, Vector512<byte>.Zero).AsInt16();
            return Avx512BW.MultiplyAddAdjacent(low, low) + Avx512BW.MultiplyAddAdjacent(high, high);
        }

        return Vector512.Create(Squares(a.GetLower(), b.GetLower()), Squares(a.GetUpper(), b.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Squares(Vector256<byte> a, Vector256<byte> b)
    {
        var difference = Vector256.Max(a, b) - Vector256.Min(a, b);
        if (Avx2.IsSupported)
        {
            var even = Avx2.UnpackLow(difference, Vector256<byte>.Zero).AsInt16();
            var odd = Avx2.UnpackHigh(difference, Vector256<byte>.Zero).AsInt16();
            return Avx2.MultiplyAddAdjacent(even, even) + Avx2.MultiplyAddAdjacent(odd, odd);
        }

        // The square of a difference of bytes is below 2¹⁶.
        var (low, high) = Vector256.Widen(difference);
        var (p, q) = Vector256.Widen(low * low);
        var (r, s) = Vector256.Widen(high * high);
        return ((p + q) + (r + s)).AsInt32();
    }
}
