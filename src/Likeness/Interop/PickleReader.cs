using System.Buffers.Binary;
using System.Text;

namespace Likeness.Interop;

/// <summary>The bytes of a pickle, read front to back; a premature end is a <see cref="FormatException"/>.</summary>
internal sealed class PickleReader(byte[] bytes)
{
    private const int LongestName = 256;
    private const int LongestText = 1 << 29;
    private int place;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public double BigEndianDouble() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));

    /// <summary>A length of eight bytes.</summary>
    public int Length()
    {
        long length = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
        return length is >= 0 and <= int.MaxValue ? (int)length : -1;
    }

    /// <summary>An integer in two's complement of 0 to 8 bytes.</summary>
    public long Integer(int length)
    {
        if (length > sizeof(long))
        {
            throw new FormatException($"it holds a number of {length} bytes");
        }

        var digits = Take(length);
        long number = length > 0 && digits[^1] >= 0x80 ? -1 : 0;
        for (int i = length - 1; i >= 0; i--)
        {
            number = (number << 8) | digits[i];
        }

        return number;
    }

    /// <summary>Raw bytes.</summary>
    public ReadOnlyMemory<byte> Bytes(int length)
    {
        Take(length);
        return bytes.AsMemory(place - length, length);
    }

    public string Text(int length)
    {
        var text = Take(length);
        try
        {
            return length <= LongestText
                ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(text)
                : throw new FormatException($"it holds a text of {length} bytes");
        }
        catch (ArgumentException error)
        {
            throw new FormatException("it holds text that is not UTF-8", error);
        }
    }

    /// <summary>A printable name that ends with a line break.</summary>
    public string Line()
    {
        var rest = bytes.AsSpan(place);
        int length = rest[..Math.Min(rest.Length, LongestName)].IndexOf((byte)'\n');
        if (length < 0)
        {
            throw new FormatException("it asks for a name without end");
        }

        string line = Shown(Encoding.Latin1.GetString(Take(length)));
        place++;
        return line;
    }

    /// <summary>The beginning of a name, made printable.</summary>
    public static string Shown(string name) =>
        string.Concat(name.Take(LongestName).Select(c => c is > ' ' and < '\x7f' ? c : '?'));

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > bytes.Length - place)
        {
            throw new FormatException("its pickle ends too early");
        }

        place += length;
        return bytes.AsSpan(place - length, length);
    }
}
