using Likeness.Data.Kinds;

namespace Likeness.Data.Parquet;

/// <summary>Writes tables as Parquet files: with the types of the file that the rows come from, else with types that fit the kinds.</summary>
internal static class ParquetOutput
{
    /// <summary>Seconds of a day.</summary>
    public const double SecondsPerDay = 86400;

    /// <summary>Writes the rows of all parts, which have the same columns.</summary>
    /// <param name="stream">The stream; stays open.</param>
    /// <param name="name">The file's name in messages.</param>
    /// <param name="parts">The rows; at least one part.</param>
    /// <exception cref="LikenessException">A value is out of the range of its column's type.</exception>
    public static void Write(Stream stream, string name, IEnumerable<Table> parts)
    {
        ParquetWriter? writer = null;
        ParquetField[] fields = [];
        ParquetCells[] cells = [];
        IReadOnlyList<Column>? columns = null;
        foreach (var part in parts)
        {
            if (!ReferenceEquals(columns, part.Columns))
            {
                columns = part.Columns;
                fields = writer is null ? [.. columns.Select(column => Field(column))] : fields;
                cells = [.. columns.Select((column, i) => new ParquetCells(fields[i], column))];
            }

            writer ??= new ParquetWriter(stream, name, fields);
            writer.Add(new ParquetTable([.. cells.Select((column, i) => column.Convert(part.Column(i)))]));
        }

        writer?.Finish();
    }

    private static ParquetField Field(Column column) =>
        new(column.Name, ParquetTypeName.Find(column.Storage) ?? TypeOf(column));

    private static ParquetType TypeOf(Column column) =>
        column.Kind switch
        {
            NumberKind when column.Codes is { Values.Count: > 0 } => new(ParquetKind.Text),
            BooleanKind => new(ParquetKind.Boolean),
            NumberKind { Format: { Decimals: 0, Prefix: "", Suffix: "" } } => new(ParquetKind.Integer),
            NumberKind => new(ParquetKind.Number),
            TimeKind { IsDay: true } => new(ParquetKind.Date),
            TimeKind time => new(ParquetKind.Timestamp) { IsUtc = time.HasZone },
            _ => new(ParquetKind.Text),
        };
}
