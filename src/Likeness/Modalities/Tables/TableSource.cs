using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Benchmarks;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Modalities.Tables.Rules;
using Likeness.Runs;

namespace Likeness.Modalities.Tables;

/// <summary>Reads the tables of a source.</summary>
public static class TableSource
{
    /// <summary>The rules that a schema declares, or those that hold on all rows and would not by chance, in the words of a schema.</summary>
    /// <param name="source">The source, whose schema may declare rules.</param>
    /// <param name="rows">The rows.</param>
    /// <exception cref="LikenessException">A declared rule is not understood, or does not hold.</exception>
    public static IReadOnlyList<string> FindRules(this DataSource source, Table rows)
    {
        var typed = Schema.Detect(rows).Apply(rows);
        var rules = TableModality.RulesOf(source) is { } declared
            ? DeclaredRules.Create(typed, declared)
            : TableRules.Find(typed, rows.Picture is null);
        return [.. rules.Rules.Select(rule => rule.ToString()!)];
    }

    /// <summary>Reads the rows of a dataset, of files, or of a benchmark as published.</summary>
    /// <param name="source">The source.</param>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <returns>At least one row of finite numbers, and what was left out for missing values.</returns>
    /// <exception cref="LikenessException">There is no such dataset, it is not a table, or a file cannot be read as numbers.</exception>
    public static LoadedTable LoadTable(this DataSource source, Action<double>? progress = null)
    {
        if (source.Dataset is { } name)
        {
            return source.Modality is TableModality
                ? new LoadedTable(
                    DatasetRegistry.Find(name).Load(source.DatasetSeed, source.DatasetRows ?? DatasetEntry.DefaultRows),
                    0
                )
                : throw new LikenessException(
                    $"'{name}' holds {source.Modality.Plural}, but a table is needed ('likeness datasets' lists those)"
                );
        }

        // Columns of a benchmark are continuous by definition: published likelihoods are for the values without grids.
        return source.Benchmark is { } benchmark
            ? BenchmarkRegistry.Find(benchmark).Load(source.Files)
            : DataFiles.Load(
                source.Files,
                source.Missing,
                progress,
                source.Schema is { } schema ? TableSchema.Read(schema) : null
            );
    }
}
