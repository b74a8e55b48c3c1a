using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio;

/// <summary>Identifies a set of clips: SHA-256 over rates, samples and classes.</summary>
internal static class ClipFingerprint
{
    /// <summary><c>sha256:</c> and 64 hexadecimal digits; the same on every machine.</summary>
    /// <param name="sets">The clips, in order.</param>
    public static string Compute(params ReadOnlySpan<ClipSet> sets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var set in sets)
        {
            Append(hash, set.Rate);
            Append(hash, set.Clips.Count);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', set.Classes)));
            foreach (int one in set.ClassOf)
            {
                Append(hash, one);
            }

            foreach (float[] clip in set.Clips)
            {
                Append(hash, clip.Length);
                foreach (float sample in clip)
                {
                    Append(hash, BitConverter.SingleToInt32Bits(sample));
                }
            }
        }

        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    private static void Append(IncrementalHash hash, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        hash.AppendData(bytes);
    }
}
