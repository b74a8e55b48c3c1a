using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Likeness.Modalities.Images.Data;

/// <summary>Identifies a set of images: SHA-256 over sizes, pixels, labels and factors.</summary>
public static class ImageFingerprint
{
    /// <summary><c>sha256:</c> and 64 hexadecimal digits; the same on every machine.</summary>
    public static string Compute(ImageSet images) =>
        images.Fingerprint(() =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Append(hash, images);
            return Text(hash);
        });

    /// <summary>The fingerprint of all parts together.</summary>
    public static string Compute(ImageSplits images)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, set) in images.Parts())
        {
            Append(hash, name);
            Append(hash, set);
        }

        return Text(hash);
    }

    private static void Append(IncrementalHash hash, ImageSet images)
    {
        Append(hash, images.Shape.Channels);
        Append(hash, images.Shape.Height);
        Append(hash, images.Shape.Width);
        Append(hash, images.Count);
        for (int i = 0; i < images.Count; i++)
        {
            hash.AppendData(images[i]);
        }

        Append(hash, images.Labels.Count);
        foreach (var label in images.Labels)
        {
            Append(hash, label.Name);
            Append(hash, label.Classes.Count);
            foreach (string name in label.Classes)
            {
                Append(hash, name);
            }

            AppendLittleEndian(hash, label.Values);
        }

        Append(hash, images.Factors.Count);
        foreach (var factor in images.Factors)
        {
            Append(hash, factor.Name);
            AppendLittleEndian(hash, MemoryMarshal.Cast<double, long>(factor.Values));
        }

        if (images.Before is { } before)
        {
            Append(hash, before);
        }
    }

    // The length comes first, so that different lists of names never give the same bytes.
    private static void Append(IncrementalHash hash, string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, int number) => AppendLittleEndian(hash, [number]);

    private static void AppendLittleEndian(IncrementalHash hash, ReadOnlySpan<int> numbers)
    {
        var transposed = new int[BitConverter.IsLittleEndian ? 0 : numbers.Length];
        BinaryPrimitives.ReverseEndianness(numbers[..transposed.Length], transposed);
        hash.AppendData(MemoryMarshal.AsBytes(transposed.Length == 0 ? numbers : transposed));
    }

    private static void AppendLittleEndian(IncrementalHash hash, ReadOnlySpan<long> numbers)
    {
        var transposed = new long[BitConverter.IsLittleEndian ? 0 : numbers.Length];
        BinaryPrimitives.ReverseEndianness(numbers[..transposed.Length], transposed);
        hash.AppendData(MemoryMarshal.AsBytes(transposed.Length == 0 ? numbers : transposed));
    }

    private static string Text(IncrementalHash hash) => $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
}
