using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Evaluation.SdMetrics;

/// <summary>SDMetrics 0.32's diagnostic report: whether generated cells are valid, and the columns the same.</summary>
/// <param name="Score">The mean of both properties.</param>
/// <param name="DataValidity">The mean over columns of BoundaryAdherence (numbers, times) or CategoryAdherence (all others).</param>
/// <param name="DataStructure">The fraction of columns that both tables have under one name and storage type, of all.</param>
/// <param name="Columns">The adherence of each column.</param>
public sealed record DiagnosticScore(
    double Score,
    double DataValidity,
    double DataStructure,
    IReadOnlyList<ColumnScore> Columns
)
{
    /// <summary>Compares two tables with the same columns, whose levels mean the same.</summary>
    internal static DiagnosticScore Compute(Table real, Table generated) =>
        Compute(real, generated, StorageTypes(real), StorageTypes(generated));

    /// <summary>Compares two tables whose files store columns as these types.</summary>
    internal static DiagnosticScore Compute(
        Table real,
        Table generated,
        IReadOnlyList<string> realTypes,
        IReadOnlyList<string> generatedTypes
    )
    {
        ColumnScore[] columns =
        [
            .. Enumerable.Range(0, real.Width).Select(column => Adherence(real, generated, column)),
        ];
        var first = real.Columns.Zip(realTypes, (column, type) => (column.Name, type)).ToHashSet();
        var second = generated.Columns.Zip(generatedTypes, (column, type) => (column.Name, type)).ToHashSet();
        double structure = first.Intersect(second).Count() / (double)first.Union(second).Count();
        double validity = QualityMeasure.Mean(columns.Select(column => column.Score)) ?? double.NaN;
        return new DiagnosticScore((validity + structure) / 2, validity, structure, columns);
    }

    // The type that pandas gives a column: whole numbers without missing values are integers.
    private static IReadOnlyList<string> StorageTypes(Table table) =>
        [
            .. table.Columns.Select(
                (column, i) =>
                    column.Kind is not NumberKind ? column.Kind.Name
                    : Array.TrueForAll(table.ColumnValues(i), double.IsInteger) ? "integer"
                    : "number"
            ),
        ];

    private static ColumnScore Adherence(Table real, Table generated, int column) =>
        QualityMeasure.IsContinuous(real, column)
            ? new(
                real.Columns[column].Name,
                "BoundaryAdherence",
                QualityMeasure.Defined(ColumnScores.BoundaryAdherence(real.Column(column), generated.Column(column)))
            )
            : new(
                real.Columns[column].Name,
                "CategoryAdherence",
                QualityMeasure.Defined(ColumnScores.CategoryAdherence(real.Column(column), generated.Column(column)))
            );
}
