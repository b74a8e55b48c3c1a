using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Data.Typed;

namespace Likeness.Data.Parquet;

/// <summary>Reads tables from Parquet files: kinds follow from the types, and from the texts where a column holds texts.</summary>
internal static class ParquetInput
{
    private const string Time = "yyyy-MM-dd HH:mm:ss.F";

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="missing">Texts that the user declares as missing.</param>
    /// <param name="schema">The kinds of some or all columns; null to detect all.</param>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <exception cref="LikenessException">As in <see cref="ParquetReader"/> and <see cref="TypedTable.Create"/>.</exception>
    public static LoadedTable Read(
        string path,
        IReadOnlyCollection<string> missing,
        TableSchema? schema,
        Action<double>? progress
    ) =>
        TypedTable.Create(
            path,
            [.. ParquetReader.Read(path, progress).Columns.Select(column => Typed(column))],
            missing,
            schema
        );

    /// <summary>The kind of numbers of a type; null for texts.</summary>
    public static ColumnKind? KindOf(ParquetType type) =>
        type.Kind switch
        {
            ParquetKind.Boolean => new BooleanKind("false", "true"),
            ParquetKind.Integer => new NumberKind(new NumberFormat(0)),
            ParquetKind.Number => NumberKind.Default,
            ParquetKind.Decimal => new NumberKind(new NumberFormat(type.Scale)),
            ParquetKind.Date => new TimeKind("yyyy-MM-dd", IsDay: true),
            ParquetKind.Time => new DurationKind("hh:mm:ss.F"),
            ParquetKind.Timestamp when type.IsUtc => new TimeKind($"{Time}zzz", HasZone: true),
            ParquetKind.Timestamp => new TimeKind(Time),
            _ => null,
        };

    private static TypedColumn Typed(ParquetColumn column)
    {
        string name = ControlCharacters.Replace(column.Name);
        string storage = ParquetTypeName.Write(column.Type);
        return KindOf(column.Type) is not { } kind ? new(name, storage, column.Codes, column.Dictionary)
            : column.Type.Kind != ParquetKind.Date ? new(name, storage, kind, column.Values)
            : new(name, storage, kind, Array.ConvertAll(column.Values, day => day * ParquetOutput.SecondsPerDay));
    }
}
