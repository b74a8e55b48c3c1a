using System.Text;

namespace Likeness.Data.Parquet.Thrift;

/// <summary>
/// Reads Thrift's compact protocol, in which Parquet stores its metadata. Source: thrift-compact-protocol.md of Apache Thrift.
/// Every length is checked against the remaining bytes, so that damaged metadata costs no memory.
/// </summary>
/// <param name="bytes">The bytes, from the first field of a struct on.</param>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxDepth = 64;
    private const int LongList = 15; // the size of the list follows as a number of its own
    private const int UuidBytes = 16;

    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>The number of bytes that have been read.</summary>
    public int Position { get; private set; }

    private readonly int Remaining => bytes.Length - Position;

    /// <summary>Reads the header of the next field of a struct.</summary>
    /// <param name="field">The previous field of this struct, at first the default; then the next one.</param>
    /// <returns>False at the end of the struct.</returns>
    /// <exception cref="FormatException">The bytes end early.</exception>
    public bool Next(ref ThriftField field)
    {
        byte header = Byte();
        var type = (ThriftType)(header & 0xF);
        if (type == ThriftType.Stop)
        {
            return false;
        }

        int delta = header >> 4;
        field = new ThriftField(delta == 0 ? (short)ZigZag() : field.Id + delta, type);
        return true;
    }

    /// <summary>An integer of any width.</summary>
    /// <exception cref="FormatException">The field has another type, or the bytes end early.</exception>
    public long Int64(ThriftField field) =>
        field.Type switch
        {
            ThriftType.Byte => (sbyte)Byte(),
            ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64 => ZigZag(),
            _ => throw Unexpected(field),
        };

    /// <summary>An integer of at most 32 bits.</summary>
    /// <exception cref="FormatException">As above, or the integer is larger.</exception>
    public int Int32(ThriftField field)
    {
        long value = Int64(field);
        return value == (int)value ? (int)value : throw new FormatException($"its metadata has the number {value}");
    }

    /// <summary>A truth value.</summary>
    /// <exception cref="FormatException">The field has another type.</exception>
    public static bool Boolean(ThriftField field) =>
        field.Type is ThriftType.True or ThriftType.False ? field.Type == ThriftType.True : throw Unexpected(field);

    /// <summary>A text in UTF-8; invalid bytes become replacement characters.</summary>
    /// <exception cref="FormatException">The field has another type, or the bytes end early.</exception>
    public string Text(ThriftField field)
    {
        Require(field, ThriftType.Binary);
        return Encoding.UTF8.GetString(Take(Length()));
    }

    /// <summary>Checks that a field is a struct, whose fields follow.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static void Struct(ThriftField field) => Require(field, ThriftType.Struct);

    /// <summary>The number of structs in a list, which follow.</summary>
    /// <exception cref="FormatException">The field is not a list of structs, or the bytes end early.</exception>
    public int Structs(ThriftField field)
    {
        Require(field, ThriftType.List);
        var (count, element) = ListHeader();
        return count == 0 || element == ThriftType.Struct ? count : throw Unexpected(field);
    }

    /// <summary>Skips the content of a field.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public void Skip(ThriftField field) => Skip(field.Type, 0);

    private void Skip(ThriftType type, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException("its metadata is nested too deeply");
        }

        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                break;
            case ThriftType.Byte:
                Take(1);
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                ZigZag();
                break;
            case ThriftType.Double:
                Take(sizeof(double));
                break;
            case ThriftType.Uuid:
                Take(UuidBytes);
                break;
            case ThriftType.Binary:
                Take(Length());
                break;
            case ThriftType.List or ThriftType.Set:
                var (count, element) = ListHeader();
                SkipElements(count, element, depth);
                break;
            case ThriftType.Map:
                SkipMap(depth);
                break;
            case ThriftType.Struct:
                for (var field = default(ThriftField); Next(ref field); )
                {
                    Skip(field.Type, depth + 1);
                }

                break;
            default:
                throw new FormatException($"its metadata has a field of the unknown type {(int)type}");
        }
    }

    private void SkipElements(int count, ThriftType element, int depth)
    {
        for (int i = 0; i < count; i++)
        {
            Skip(InCollection(element), depth + 1);
        }
    }

    private void SkipMap(int depth)
    {
        int count = Length();
        byte types = count == 0 ? (byte)0 : Byte();
        for (int i = 0; i < count; i++)
        {
            Skip(InCollection((ThriftType)(types >> 4)), depth + 1);
            Skip(InCollection((ThriftType)(types & 0xF)), depth + 1);
        }
    }

    // A truth value in a collection is a byte; in a field it is the type itself.
    private static ThriftType InCollection(ThriftType element) =>
        element is ThriftType.True or ThriftType.False ? ThriftType.Byte : element;

    private (int Count, ThriftType Element) ListHeader()
    {
        byte header = Byte();
        int count = header >> 4;
        count = count == LongList ? Length() : count;
        return count <= Remaining ? (count, (ThriftType)(header & 0xF)) : throw Short();
    }

    // Every element takes at least one byte, so a length beyond the end is damage.
    private int Length()
    {
        ulong length = VarInt();
        return length <= (ulong)Remaining ? (int)length : throw Short();
    }

    private long ZigZag()
    {
        ulong value = VarInt();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong VarInt()
    {
        int position = Position;
        ulong value = Encodings.VarInt.Read(bytes, ref position);
        Position = position;
        return value;
    }

    private byte Byte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining)
        {
            throw Short();
        }

        var taken = bytes.Slice(Position, count);
        Position += count;
        return taken;
    }

    private static void Require(ThriftField field, ThriftType type)
    {
        if (field.Type != type)
        {
            throw Unexpected(field);
        }
    }

    private static FormatException Unexpected(ThriftField field) =>
        new($"field {field.Id} of its metadata has the wrong type {field.Type}");

    private static FormatException Short() => new("its metadata ends early");
}
