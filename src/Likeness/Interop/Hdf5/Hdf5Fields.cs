using System.Buffers.Binary;
using System.Text;

namespace Likeness.Interop.Hdf5;

/// <summary>The widths of an address and a length in bytes.</summary>
internal readonly record struct Hdf5Sizes(int Address, int Length);

/// <summary>The fields of a part of the file, in order, all little-endian; a premature end is refused.</summary>
internal sealed class Hdf5Fields(ReadOnlyMemory<byte> bytes, Hdf5Sizes sizes)
{
    /// <summary>The undefined address.</summary>
    public const ulong Nowhere = ulong.MaxValue;

    /// <summary>The size of a metadata checksum.</summary>
    public const int ChecksumLength = sizeof(uint);

    private int place;

    /// <summary>The number of remaining bytes.</summary>
    public int Left => bytes.Length - place;

    public byte Byte() => Take(1).Span[0];

    public int UInt16() => (int)Number(sizeof(ushort));

    public uint UInt32() => (uint)Number(sizeof(uint));

    public ulong Length() => Number(sizes.Length);

    /// <summary>An address, or <see cref="Nowhere"/>.</summary>
    public ulong Address()
    {
        ulong address = Number(sizes.Address);
        return address == Nowhere >> (64 - (8 * sizes.Address)) ? Nowhere : address;
    }

    /// <summary>An unsigned number of 1 to 8 bytes.</summary>
    public ulong Number(int size)
    {
        var digits = Take(size).Span;
        ulong number = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            number = (number << 8) | digits[i];
        }

        return number;
    }

    public void Skip(int count) => Take(count);

    /// <summary>The next bytes as separate fields.</summary>
    public Hdf5Fields Part(int length) => new(Take(length), sizes);

    /// <summary>The next bytes, unchanged.</summary>
    public ReadOnlyMemory<byte> Take(int length)
    {
        if (length < 0 || length > Left)
        {
            throw new FormatException("a part of its description ends too early");
        }

        place += length;
        return bytes.Slice(place - length, length);
    }

    /// <summary>The next bytes as a printable name.</summary>
    public string Name(int length) => Shown(Take(length).Span);

    /// <summary>A zero-terminated name at a position of this part, made printable.</summary>
    public string NameAt(ulong from)
    {
        if (from >= (ulong)bytes.Length)
        {
            throw new FormatException("a name lies outside of its list");
        }

        var rest = bytes.Span[(int)from..];
        int length = rest.IndexOf((byte)0);
        return length >= 0 ? Shown(rest[..length]) : throw new FormatException("a name has no end");
    }

    /// <summary>Checks a four-letter signature.</summary>
    /// <exception cref="FormatException">The signature differs.</exception>
    public void Expect(string signature)
    {
        string found = Name(signature.Length);
        if (found != signature)
        {
            throw new FormatException($"where '{signature}' should stand there is '{found}'");
        }
    }

    /// <summary>Checks a version.</summary>
    /// <exception cref="NotSupportedException">The version differs.</exception>
    public void ExpectVersion(int version, string what)
    {
        int found = Byte();
        if (found != version)
        {
            throw new NotSupportedException($"it has {what} of version {found}");
        }
    }

    /// <summary>Whether the last four bytes are the checksum of the others.</summary>
    public bool EndsWithItsChecksum() =>
        bytes.Length >= ChecksumLength
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[^ChecksumLength..])
            == Lookup3.Compute(bytes.Span[..^ChecksumLength]);

    private static string Shown(ReadOnlySpan<byte> text) =>
        string.Concat(Encoding.UTF8.GetString(text).Select(c => char.IsControl(c) ? '?' : c));
}
