using System.Buffers.Binary;
using System.Text;

namespace Likeness.Interop.Hdf5;

/// <summary>How many bytes an address and a length take.</summary>
internal readonly record struct Hdf5Sizes(int Address, int Length);

/// <summary>The fields of a part of the file, one after another, all little-endian; an end that comes too early is refused.</summary>
internal sealed class Hdf5Fields(ReadOnlyMemory<byte> bytes, Hdf5Sizes sizes)
{
    /// <summary>The address of what is not there.</summary>
    public const ulong Nowhere = ulong.MaxValue;

    /// <summary>How long the check sums of the file's parts are.</summary>
    public const int ChecksumLength = sizeof(uint);

    private int place;

    /// <summary>How many bytes are left.</summary>
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

    /// <summary>The next bytes as fields of their own.</summary>
    public Hdf5Fields Part(int length) => new(Take(length), sizes);

    /// <summary>The next bytes as they lie.</summary>
    public ReadOnlyMemory<byte> Take(int length)
    {
        if (length < 0 || length > Left)
        {
            throw new FormatException("a part of its description ends too early");
        }

        place += length;
        return bytes.Slice(place - length, length);
    }

    /// <summary>The next bytes as a name, fit to be shown.</summary>
    public string Name(int length) => Shown(Take(length).Span);

    /// <summary>A name from a place of this part up to a zero, fit to be shown.</summary>
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

    /// <summary>Goes past four letters.</summary>
    /// <exception cref="FormatException">There are others.</exception>
    public void Expect(string signature)
    {
        string found = Name(signature.Length);
        if (found != signature)
        {
            throw new FormatException($"where '{signature}' should stand there is '{found}'");
        }
    }

    /// <summary>Goes past a version.</summary>
    /// <exception cref="NotSupportedException">It is another one.</exception>
    public void ExpectVersion(int version, string what)
    {
        int found = Byte();
        if (found != version)
        {
            throw new NotSupportedException($"it has {what} of version {found}");
        }
    }

    /// <summary>Whether the last four bytes are the check sum of the others.</summary>
    public bool EndsWithItsChecksum() =>
        bytes.Length >= ChecksumLength
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[^ChecksumLength..])
            == Lookup3.Compute(bytes.Span[..^ChecksumLength]);

    private static string Shown(ReadOnlySpan<byte> text) =>
        string.Concat(Encoding.UTF8.GetString(text).Select(c => char.IsControl(c) ? '?' : c));
}
