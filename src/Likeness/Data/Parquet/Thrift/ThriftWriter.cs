using System.Text;
using Likeness.Data.Parquet.Encodings;

namespace Likeness.Data.Parquet.Thrift;

/// <summary>Writes Thrift's compact protocol. Source: thrift-compact-protocol.md of Apache Thrift.</summary>
/// <param name="stream">Receives the bytes.</param>
internal sealed class ThriftWriter(Stream stream)
{
    private const int MaxDelta = 15;
    private const int LongList = 15;

    private readonly Stack<int> outer = new();
    private int last;

    /// <summary>Writes an integer of 8 bits.</summary>
    public void Byte(int id, sbyte value)
    {
        Header(id, ThriftType.Byte);
        stream.WriteByte((byte)value);
    }

    /// <summary>Writes an integer of 32 bits.</summary>
    public void Int32(int id, int value)
    {
        Header(id, ThriftType.Int32);
        ZigZag(value);
    }

    /// <summary>Writes an integer of 64 bits.</summary>
    public void Int64(int id, long value)
    {
        Header(id, ThriftType.Int64);
        ZigZag(value);
    }

    /// <summary>Writes a truth value.</summary>
    public void Boolean(int id, bool value) => Header(id, value ? ThriftType.True : ThriftType.False);

    /// <summary>Writes a text in UTF-8.</summary>
    public void Text(int id, string value)
    {
        Header(id, ThriftType.Binary);
        TextElement(value);
    }

    /// <summary>Writes an element of a list of texts.</summary>
    public void TextElement(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        VarInt.Write(stream, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    /// <summary>Writes an element of a list of integers.</summary>
    public void Int32Element(int value) => ZigZag(value);

    /// <summary>Begins a struct as a field; its fields and <see cref="End"/> follow.</summary>
    public void Struct(int id)
    {
        Header(id, ThriftType.Struct);
        StructElement();
    }

    /// <summary>Begins a struct as an element of a list; its fields and <see cref="End"/> follow.</summary>
    public void StructElement()
    {
        outer.Push(last);
        last = 0;
    }

    /// <summary>Ends a struct, or the whole.</summary>
    public void End()
    {
        stream.WriteByte((byte)ThriftType.Stop);
        last = outer.Count > 0 ? outer.Pop() : 0;
    }

    /// <summary>Writes a struct without fields: the way in which unions name a case.</summary>
    public void EmptyStruct(int id)
    {
        Struct(id);
        End();
    }

    /// <summary>Begins a list, whose elements follow.</summary>
    public void List(int id, ThriftType element, int count)
    {
        Header(id, ThriftType.List);
        stream.WriteByte((byte)((Math.Min(count, LongList) << 4) | (byte)element));
        if (count >= LongList)
        {
            VarInt.Write(stream, (ulong)count);
        }
    }

    private void Header(int id, ThriftType type)
    {
        int delta = id - last;
        bool isShort = delta is > 0 and <= MaxDelta;
        stream.WriteByte((byte)((isShort ? delta << 4 : 0) | (byte)type));
        if (!isShort)
        {
            ZigZag(id);
        }

        last = id;
    }

    private void ZigZag(long value) => VarInt.Write(stream, (ulong)((value << 1) ^ (value >> 63)));
}
