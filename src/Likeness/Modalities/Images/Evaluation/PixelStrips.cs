using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// The sums of four adjacent bytes each, of some images. They bound the distance of two images from below, at a fifth of its cost, because
/// Σ (a − b)² ≥ (Σ a − Σ b)²/4 for four bytes (Cauchy and Schwarz). A vector that an image's end does not fill has no sums.
/// </summary>
internal sealed class PixelStrips
{
    private const int Bytes = 4;

    // The number of sums between checks whether the bound is reached; 32-bit lanes hold many times as much.
    private const int Stretch = 128;

    private readonly int strips; // of an image
    private readonly short[] sums; // [images][strips], in an order within each two vectors that is the same for all images

    /// <summary>Reserves space.</summary>
    /// <param name="length">The bytes of an image.</param>
    /// <param name="images">The most images.</param>
    public PixelStrips(int length, int images)
    {
        strips = length / (2 * Vector512<byte>.Count) * Vector512<short>.Count;
        sums = new short[images * strips];
    }

    /// <summary>The sums of one of the images.</summary>
    public ReadOnlySpan<short> this[int image] => sums.AsSpan(image * strips, strips);

    /// <summary>Sums bytes of some images; earlier ones are overwritten.</summary>
    /// <param name="images">A set of images.</param>
    /// <param name="from">The index of the first.</param>
    /// <param name="to">The index after the last.</param>
    public void Fill(ImageSet images, int from, int to)
    {
        for (int image = from; image < to; image++)
        {
            ref byte bytes = ref MemoryMarshal.GetReference(images[image]);
            ref short sum = ref MemoryMarshal.GetArrayDataReference(sums);
            for (int strip = 0; strip < strips; strip += Vector512<short>.Count)
            {
                nuint at = (nuint)strip * Bytes;
                var one = Sums(Vector512.LoadUnsafe(ref bytes, at));
                var other = Sums(Vector512.LoadUnsafe(ref bytes, at + (nuint)Vector512<byte>.Count));
                (one | (other << 16)).AsInt16().StoreUnsafe(ref sum, (nuint)(((image - from) * strips) + strip));
            }
        }
    }

    /// <summary>Whether the squared distance of two images is certainly at or above a limit.</summary>
    /// <param name="a">The sums of one.</param>
    /// <param name="b">The sums of the other.</param>
    /// <param name="limit">The limit.</param>
    public static bool AreFarther(ReadOnlySpan<short> a, ReadOnlySpan<short> b, long limit)
    {
        long enough = limit > long.MaxValue / Bytes ? long.MaxValue : limit * Bytes;
        ref short x = ref MemoryMarshal.GetReference(a);
        ref short y = ref MemoryMarshal.GetReference(b);
        long total = 0;
        for (int i = 0; i < a.Length; )
        {
            int stop = Math.Min(i + Stretch, a.Length);
            var sum = Vector512<int>.Zero;
            for (; i < stop; i += Vector512<short>.Count)
            {
                var difference = Vector512.LoadUnsafe(ref x, (nuint)i) - Vector512.LoadUnsafe(ref y, (nuint)i);
                sum += Squares(difference);
            }

            total += Vector512.Sum(sum);
            if (total >= enough)
            {
                return true;
            }
        }

        return false;
    }

    // Four bytes of each 32-bit lane, first in pairs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Sums(Vector512<byte> bytes)
    {
        var lanes = bytes.AsUInt32();
        var even = Vector512.Create(0x00FF00FFu);
        var pairs = (lanes & even) + ((lanes >> 8) & even);
        return (pairs & Vector512.Create(0xFFFFu)) + (pairs >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Squares(Vector512<short> values)
    {
        if (Avx512BW.IsSupported)
        {
            return Avx512BW.MultiplyAddAdjacent(values, values);
        }

        var (lower, upper) = (values.GetLower(), values.GetUpper());
        return Avx2.IsSupported
            ? Vector512.Create(Avx2.MultiplyAddAdjacent(lower, lower), Avx2.MultiplyAddAdjacent(upper, upper))
            : Squares(lower) + Squares(upper);
    }

    private static Vector512<int> Squares(Vector256<short> values)
    {
        var (low, high) = Vector256.Widen(values);
        return Vector512.Create(low * low, high * high);
    }
}
