using System.Buffers.Binary;

namespace Likeness.Interop.Hdf5;

/// <summary>The optional checksum after each chunk: Fletcher 1982, of 16-bit words, the first byte the most significant.</summary>
internal static class Fletcher32
{
    private const int Words = 360; // the number of words that can be summed before the sums must be folded

    /// <summary>The bytes before a correct checksum.</summary>
    /// <exception cref="FormatException">The checksum is wrong.</exception>
    public static byte[] Verified(byte[] bytes) =>
        bytes.Length >= sizeof(uint)
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(bytes.Length - sizeof(uint)))
            == Compute(bytes.AsSpan(0, bytes.Length - sizeof(uint)))
            ? bytes[..^sizeof(uint)]
            : throw new FormatException("the check sum of a chunk is wrong: the file is damaged");

    /// <summary>The checksum of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint first = 0;
        uint second = 0;
        for (int place = 0, word = 1; place < bytes.Length; place += 2, word++)
        {
            first += (uint)(bytes[place] << 8) + (place + 1 < bytes.Length ? bytes[place + 1] : 0u);
            second += first;
            if (word % Words == 0)
            {
                first = Folded(first);
                second = Folded(second);
            }
        }

        return (Folded(Folded(second)) << 16) | Folded(Folded(first));
    }

    private static uint Folded(uint sum) => (sum & 0xFFFF) + (sum >> 16);
}
