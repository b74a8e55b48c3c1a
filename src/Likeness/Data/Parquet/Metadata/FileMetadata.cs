using Likeness.Data.Parquet.Thrift;

namespace Likeness.Data.Parquet.Metadata;

/// <summary>The footer of a file. Source: <c>FileMetaData</c> in parquet.thrift of Apache Parquet.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Schema">The tree of columns, depth first, beginning with its root.</param>
/// <param name="RowGroups">The ranges of rows, in order.</param>
internal sealed record FileMetadata(long Rows, IReadOnlyList<SchemaElement> Schema, IReadOnlyList<RowGroup> RowGroups)
{
    private const int Version = 2;
    private const string Creator = "Likeness";

    /// <summary>Reads the struct.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static FileMetadata Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ThriftReader(bytes);
        long rows = 0;
        var schema = new List<SchemaElement>();
        var groups = new List<RowGroup>();
        for (var field = default(ThriftField); reader.Next(ref field); )
        {
            switch (field.Id)
            {
                case 2:
                    for (int left = reader.Structs(field); left > 0; left--)
                    {
                        schema.Add(SchemaElement.Read(ref reader));
                    }

                    break;
                case 3:
                    rows = reader.Int64(field);
                    break;
                case 4:
                    for (int left = reader.Structs(field); left > 0; left--)
                    {
                        groups.Add(RowGroup.Read(ref reader));
                    }

                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }

        return new FileMetadata(rows, schema, groups);
    }

    /// <summary>Writes the struct.</summary>
    public void Write(Stream stream)
    {
        var writer = new ThriftWriter(stream);
        writer.Int32(1, Version);
        writer.List(2, ThriftType.Struct, Schema.Count);
        foreach (var element in Schema)
        {
            element.Write(writer);
        }

        writer.Int64(3, Rows);
        writer.List(4, ThriftType.Struct, RowGroups.Count);
        foreach (var group in RowGroups)
        {
            group.Write(writer);
        }

        writer.Text(6, Creator);
        writer.End();
    }
}
