namespace Likeness.Interop;

/// <summary>The CRC of PNG chunks and zip entries. Source: PNG specification (W3C, third edition), annex D.</summary>
internal static class Crc32
{
    private static readonly uint[] Remainders = BuildRemainders();

    /// <summary>The CRC of a chunk's type and data.</summary>
    public static uint Compute(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data) =>
        ~Extend(Extend(uint.MaxValue, type), data);

    /// <summary>An incremental CRC: it begins with all bits set, and is complemented at the end.</summary>
    public static uint Extend(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            crc = Remainders[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] BuildRemainders()
    {
        var table = new uint[256];
        for (uint n = 0; n < table.Length; n++)
        {
            uint c = n;
            for (int bit = 0; bit < 8; bit++)
            {
                c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
            }

            table[n] = c;
        }

        return table;
    }
}
