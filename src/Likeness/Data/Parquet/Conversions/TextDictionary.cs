using System.Text;

namespace Likeness.Data.Parquet.Conversions;

/// <summary>Numbers distinct texts in the order of their first occurrence. A text that was seen before costs no allocation.</summary>
internal sealed class TextDictionary
{
    private const int FirstBuckets = 256;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly List<string> texts = [];
    private readonly List<int> hashes = [];
    private readonly List<int> ends = []; // of the bytes of each text in the arena
    private byte[] arena = new byte[FirstBuckets];
    private int[] buckets = NewBuckets(FirstBuckets);

    /// <summary>The number of distinct texts.</summary>
    public int Count => texts.Count;

    /// <summary>The texts, by their codes.</summary>
    public string[] ToArray() => [.. texts];

    /// <summary>The code of a text.</summary>
    /// <param name="bytes">The text in UTF-8.</param>
    /// <exception cref="NotSupportedException">It is not UTF-8; the message completes a sentence.</exception>
    /// <exception cref="FormatException">The texts take more than 2 GB.</exception>
    public int Code(ReadOnlySpan<byte> bytes)
    {
        int hash = Hash(bytes);
        int mask = buckets.Length - 1;
        int bucket = hash & mask;
        for (int code; (code = buckets[bucket]) >= 0; bucket = (bucket + 1) & mask)
        {
            if (hashes[code] == hash && Bytes(code).SequenceEqual(bytes))
            {
                return code;
            }
        }

        buckets[bucket] = texts.Count;
        Append(bytes, hash);
        return texts.Count - 1;
    }

    private ReadOnlySpan<byte> Bytes(int code)
    {
        int start = code == 0 ? 0 : ends[code - 1];
        return arena.AsSpan(start, ends[code] - start);
    }

    private void Append(ReadOnlySpan<byte> bytes, int hash)
    {
        try
        {
            texts.Add(Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException invalid)
        {
            throw new NotSupportedException(
                "its bytes are not text in UTF-8 (leave the column out, or write it as text)",
                invalid
            );
        }

        int start = ends.Count == 0 ? 0 : ends[^1];
        if (bytes.Length > Array.MaxLength - start)
        {
            throw new FormatException("its texts take more than 2 GB");
        }

        if (start + bytes.Length > arena.Length)
        {
            Array.Resize(ref arena, (int)Math.Min(Array.MaxLength, 2L * (start + bytes.Length)));
        }

        bytes.CopyTo(arena.AsSpan(start));
        ends.Add(start + bytes.Length);
        hashes.Add(hash);
        if (texts.Count * 2 > buckets.Length)
        {
            Grow();
        }
    }

    private void Grow()
    {
        buckets = NewBuckets(buckets.Length * 2);
        int mask = buckets.Length - 1;
        for (int code = 0; code < hashes.Count; code++)
        {
            int bucket = hashes[code] & mask;
            while (buckets[bucket] >= 0)
            {
                bucket = (bucket + 1) & mask;
            }

            buckets[bucket] = code;
        }
    }

    // The runtime's hash has a random seed, so that no file can choose texts that collide. Codes do not depend on it.
    private static int Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private static int[] NewBuckets(int count)
    {
        var empty = new int[count];
        Array.Fill(empty, -1);
        return empty;
    }
}
