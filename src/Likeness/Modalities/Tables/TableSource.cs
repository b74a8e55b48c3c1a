using System.Runtime.CompilerServices;
using Likeness.Data;
using Likeness.Data.Databases;
using Likeness.Data.Detection;
using Likeness.Data.Schemas;
using Likeness.Data.Typed;
using Likeness.Modalities.Tables.Benchmarks;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Texts;
using Likeness.Runs;

namespace Likeness.Modalities.Tables;

/// <summary>Reads the tables of a source.</summary>
public static class TableSource
{
    // Of fewer, no rule is found.
    private const int FewRows = 10;

    // Of a table that is described, rules are needed more than once.
    private static readonly ConditionalWeakTable<Table, FoundRows> FoundRules = [];

    /// <summary>
    /// The rules that a schema declares, or those that a training by default finds: they hold on all training rows, and would not by chance. In the words of a schema.
    /// </summary>
    /// <param name="source">The source, whose schema may declare rules.</param>
    /// <param name="rows">The rows.</param>
    /// <exception cref="LikenessException">A declared rule is not understood, or does not hold.</exception>
    public static IReadOnlyList<string> FindRules(this DataSource source, Table rows) => Rules(source, rows).Texts;

    /// <summary>The same rules in words for a reader, with what the words of a schema leave to the data, such as which levels never occur together.</summary>
    /// <inheritdoc cref="FindRules"/>
    public static IReadOnlyList<string> DescribeRules(this DataSource source, Table rows) =>
        [.. Rules(source, rows).Lines, .. FoundIn(rows).Joined];

    private static TableRules Rules(DataSource source, Table rows) =>
        Declared(source, rows) is { } declared
            ? DeclaredRules.Create(Schema.Detect(rows).Apply(rows), declared, source.Schema!)
            : Found(rows);

    /// <summary>What the rows of one key share and how they follow each other, a sentence for each column of keys that repeat; none where a schema declares the rules.</summary>
    /// <param name="source">The source, whose schema may declare rules.</param>
    /// <param name="rows">The rows.</param>
    public static IReadOnlyList<string> FindSubjects(this DataSource source, Table rows) =>
        Declared(source, rows) is null && rows.Picture is null
            ? [.. SubjectSearch.All(RankColumn.Without(FoundIn(rows).Training)).Select(rule => rule.Remark)]
            : [];

    /// <summary>Which rows a panel has, which columns go on from the row before where rows belong to no keys, and which are ranks, a sentence each.</summary>
    /// <param name="source">The source, whose schema may declare rules.</param>
    /// <param name="rows">All rows of the source.</param>
    public static IReadOnlyList<string> FindSeries(this DataSource source, Table rows) =>
        Declared(source, rows) is null
            ?
            [
                .. rows.Columns.Select(column => column.Parts?.Summary).OfType<string>(),
                .. rows.Columns.Select(column => column.Panel?.Summary).OfType<string>(),
                .. rows.Columns.Select(column => column.Running?.Summary).OfType<string>(),
                .. rows.Columns.Select(column => column.Rank?.Summary(column.Name)).OfType<string>(),
            ]
            : [];

    // The rules that a source declares and the data do not say; null for none.
    private static IReadOnlyList<string>? Declared(DataSource source, Table rows) =>
        TableModality.RulesOf(source) is { } declared && !Found(rows).Texts.SequenceEqual(declared) ? declared : null;

    private static TableRules Found(Table rows) => FoundIn(rows).Rules;

    private static FoundRows FoundIn(Table rows) =>
        FoundRules.GetValue(
            rows,
            one =>
            {
                var train = Training(one, out var joined);
                return new(train, TableRules.Find(train, one.Picture is null), joined);
            }
        );

    private static Table Training(Table rows, out IReadOnlyList<string> joined)
    {
        var split = new SplitSettings(SplitSettings.DefaultTest, SplitSettings.DefaultValidation, Seed: 0);
        var train = rows.RowCount < FewRows ? rows : rows.TakeRows(TableModality.Split(rows, split).Train);
        return TextFit.WithoutJoined(Schema.Detect(train).Apply(train), out joined);
    }

    /// <summary>Reads the rows of a dataset, of files or a database, or of a benchmark as published.</summary>
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

        var schema = source.Schema is { } path ? TableSchema.Read(path) : null;
        if (source.IsInMemory)
        {
            var table = source.ExamplesOf<Table>("a table");
            return FoundColumns.Read(
                schema,
                declared =>
                    SubjectKinds.Apply(
                        declared is null ? new LoadedTable(table, 0) : DeclaredTable.Read(table, declared),
                        declared,
                        source.Protects
                    )
            );
        }

        if (source.Files is [var address] && DatabaseAddress.Is(address))
        {
            var read = DatabaseReader.Read(address, source.Query, source.Missing, progress);
            return FoundColumns.Read(schema, declared => SubjectKinds.Apply(read(declared), declared, source.Protects));
        }

        if (source.Query is not null)
        {
            throw new LikenessException(
                $"--query is for a database, and {source.Files[0]} is a file (leave it out, or give postgresql://user@host/database)"
            );
        }

        // Columns of a benchmark are continuous by definition: published likelihoods are for the values without grids.
        return source.Benchmark is { } benchmark
            ? BenchmarkRegistry.Find(benchmark).Load(source.Files)
            : FoundColumns.Read(
                schema,
                declared =>
                    SubjectKinds.Apply(
                        DataFiles.Load(source.Files, source.Missing, progress, declared),
                        declared,
                        source.Protects
                    )
            );
    }

    /// <summary>Reads rows with missing values: of a CSV file with the texts of its cells.</summary>
    /// <exception cref="LikenessException">As in <see cref="LoadTable"/>.</exception>
    internal static IncompleteTable LoadIncomplete(this DataSource source)
    {
        string file = source.IsInMemory ? "" : source.Files[0];
        bool isText = !source.IsInMemory && !DatabaseAddress.Is(file) && DataFileKinds.Detect(file) == DataFileKind.Csv;
        return isText && source.Schema is null
            ? IncompleteTable.Read(file, source.Missing)
            : new IncompleteTable(source.LoadTable().Table);
    }

    /// <summary>What is found in training rows.</summary>
    /// <param name="Training">The rows.</param>
    /// <param name="Rules">The rules.</param>
    /// <param name="Joined">What columns are joined from, in words.</param>
    private sealed record FoundRows(Table Training, TableRules Rules, IReadOnlyList<string> Joined);
}
