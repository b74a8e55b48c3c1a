using Likeness.Data.Parquet.Thrift;

namespace Likeness.Data.Parquet.Metadata;

/// <summary>A range of rows. Source: <c>RowGroup</c> in parquet.thrift of Apache Parquet.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Chunks">The pages of each column, in the order of the schema.</param>
internal sealed record RowGroup(long Rows, IReadOnlyList<ColumnChunk> Chunks)
{
    /// <summary>Reads the struct.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static RowGroup Read(ref ThriftReader reader)
    {
        long rows = 0;
        var chunks = new List<ColumnChunk>();
        for (var field = default(ThriftField); reader.Next(ref field); )
        {
            switch (field.Id)
            {
                case 1:
                    for (int left = reader.Structs(field); left > 0; left--)
                    {
                        chunks.Add(ColumnChunk.Read(ref reader));
                    }

                    break;
                case 3:
                    rows = reader.Int64(field);
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }

        return new RowGroup(rows, chunks);
    }

    /// <summary>Writes the struct as an element of a list.</summary>
    public void Write(ThriftWriter writer)
    {
        writer.StructElement();
        writer.List(1, ThriftType.Struct, Chunks.Count);
        foreach (var chunk in Chunks)
        {
            chunk.Write(writer);
        }

        writer.Int64(2, Chunks.Sum(chunk => chunk.UncompressedBytes));
        writer.Int64(3, Rows);
        writer.End();
    }
}
