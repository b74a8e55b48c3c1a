namespace Likeness.Interop.Hdf5;

/// <summary>The superblock of a file: the widths of its addresses and the location of its root group (HDF5 File Format 3.0, §II.A).</summary>
internal static class Hdf5Superblock
{
    private const int FirstPlaceAfterText = 512;
    private const int LongestHead = 128;

    /// <summary>The signature at the beginning of a file, or after a user block of 512, 1024, 2048 … bytes.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads the superblock.</summary>
    /// <returns>The file by addresses, and the address of the root group's header.</returns>
    /// <exception cref="FormatException">There is no superblock, it is damaged, or the file is cut off.</exception>
    /// <exception cref="NotSupportedException">It is of another version than 0 to 3.</exception>
    public static (Hdf5Bytes File, ulong Root) Read(Stream stream)
    {
        var (place, head) = Find(stream);
        int version = head[Signature.Length];
        if (version > 3)
        {
            throw new NotSupportedException($"it has a head of version {version}");
        }

        bool old = version < 2;
        var widths = head.AsSpan(Signature.Length + (old ? 5 : 1), 2);
        var sizes = new Hdf5Sizes(Width(widths[0]), Width(widths[1]));

        // Old superblocks continue with a zero, two B-tree orders (one more in version 1) and flags; newer ones with flags only.
        int before = old ? Signature.Length + 16 + (4 * version) : Signature.Length + 4;
        var fields = new Hdf5Fields(head, sizes);
        fields.Skip(before + sizes.Address); // the superblock's own address
        fields.Skip(sizes.Address);
        ulong end = fields.Address();
        fields.Skip(old ? sizes.Address * 2 : 0);
        ulong root = fields.Address();
        int length = before + (4 * sizes.Address) + Hdf5Fields.ChecksumLength;
        if (!old && !new Hdf5Fields(head.AsMemory(0, length), sizes).EndsWithItsChecksum())
        {
            throw new FormatException("the check sum of its head is wrong: the file is damaged");
        }

        return end <= (ulong)stream.Length
            ? (new Hdf5Bytes(stream, place, sizes), root)
            : throw new FormatException($"it should have {end} bytes and has {stream.Length}: it is cut off");
    }

    private static (long Place, byte[] Head) Find(Stream stream)
    {
        for (long place = 0; place < stream.Length; place = place == 0 ? FirstPlaceAfterText : 2 * place)
        {
            var head = new byte[LongestHead];
            stream.Position = place;
            int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (head.AsSpan(0, read).StartsWith(Signature))
            {
                return (place, head);
            }
        }

        throw new FormatException("it does not start with \\x89HDF");
    }

    private static int Width(byte size) =>
        size is 4 or 8 ? size : throw new FormatException($"its addresses or lengths have {size} bytes");
}
