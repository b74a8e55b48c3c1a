using System.ComponentModel;
using Likeness.Data;
using Likeness.Data.Databases;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Tables.Tasks;

/// <summary>Settings of <see cref="ImputeTable"/>.</summary>
public sealed record ImputeTableSettings : ImputeSettings
{
    /// <summary>One estimate in place of samples; null for samples.</summary>
    [Description(
        "one estimate in place of samples: mean, median or mode, of --samples imputations (100 if not given); categories take the mode"
    )]
    public PointEstimate? Point { get; init; }
}

/// <summary>Imputes missing values of rows, conditioned on the observed ones.</summary>
internal sealed class ImputeTable : ModelTask<ImputeTableSettings>
{
    private const int PointSamples = 100;
    private const int MaxNamed = 5;

    public override string Command => TaskCommand.Impute.Name;

    public override ModelUses Uses => ModelUses.Imputation;

    public override string OutputHelp =>
        "a .csv, .jsonl, .json or .parquet file, or postgresql://USER@HOST/DATABASE?table=NAME, in which observed cells stay unchanged [default: CSV to standard output]";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            ("likeness impute runs/mine --data incomplete.csv --out filled.csv", "single imputation"),
            ("likeness impute runs/mine --data incomplete.csv --samples 20 --out filled.csv", "multiple imputation"),
            ("likeness impute runs/mine --data incomplete.csv --point median --out filled.csv", "one estimate"),
        ];

    public override void CheckOutput(string? output) => RankingOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, ImputeTableSettings settings, TaskContext context)
    {
        var source = settings.Data is { Files: [_] } given
            ? given
            : throw new LikenessException(
                "'likeness impute' needs --data with a file or table that has missing values (give it)"
            );
        var table = model.As<TableModel>();
        var read = source.LoadIncomplete();
        var split = table.Encoding.Expected(read.Table);
        read = ReferenceEquals(split, read.Table) ? read : new IncompleteTable(split);
        int samples = settings.Point is null ? settings.Samples : 1;
        var (incomplete, filled, kind) = settings.Point is { } point
            ? table.ImputePoint(
                read,
                point,
                settings.Samples > 1 ? settings.Samples : PointSamples,
                settings.Seed,
                context.Progress,
                context.CancellationToken
            )
            : table.Impute(read, samples, settings.Seed, context.Progress, context.CancellationToken);
        // Of a few rows of a file, texts may look like categories.
        var texts = table
            .Encoding.Columns.Where(column => !column.Kind.IsLearned)
            .Select(column => column.Name)
            .ToHashSet(StringComparer.Ordinal);
        int missing = MissingCells(incomplete.Table, texts);
        int left = MissingCells(filled, texts) / samples;
        string stay =
            left > 0
                ? $"; {Numeral.Whole(left)} stay missing, as in all training rows like theirs: {Counts(filled, texts, areTexts: false, samples)}"
                : "";
        int kept = MissingCells(incomplete.Table, texts, areTexts: true);
        string[] ignored =
        [
            .. read.Table.Columns.Select(column => column.Name).Except(filled.Columns.Select(column => column.Name)),
        ];
        string[] remarks = ignored.Length > 0 ? [TaskRows.Ignored(ignored)] : [];
        remarks = table.AbsentColumns(read.Table) is { } absent ? [.. remarks, absent] : remarks;
        remarks = UnknownValues.Remark(read.Table, incomplete.Table, table.Encoding.Columns) is { } unknown
            ? [.. remarks, unknown]
            : remarks;
        remarks =
            kept > 0
                ?
                [
                    .. remarks,
                    $"{Numeral.Whole(kept)} missing values of texts and identifiers, which no model learns, are not imputed: {Counts(incomplete.Table, texts, areTexts: true, 1)}",
                ]
                : remarks;
        string line =
            $"{Numeral.Whole(missing)} missing values of {Numeral.Whole(incomplete.Table.RowCount)} rows {kind}{stay}";
        var summary = new
        {
            MissingValues = missing,
            StayMissing = left,
            NotImputed = kept,
            Kind = kind,
        };
        if (context.Output is { } path)
        {
            if (DatabaseAddress.Is(path) || !KeepsText(path, incomplete.Table))
            {
                var merged = incomplete.Merge(read.Table, filled, samples);
                TableOutput.Save(context, new SampledRows(merged.RowCount, [merged]));
            }
            else if (read.Texts is null)
            {
                CsvWriter.Write(path, incomplete.Merge(read.Table, filled, samples));
            }
            else
            {
                incomplete.WriteFilled(path, filled, samples);
            }

            return TableOutput.Written(filled.RowCount, path, summary, [.. remarks, line]);
        }

        if (context.OpenStandardOutput is not { } open || read.Texts is null)
        {
            return TableOutput.Write(
                context,
                incomplete.Merge(read.Table, filled, samples),
                summary,
                [.. remarks, line]
            );
        }

        using var stream = open();
        incomplete.WriteFilled(stream, filled, samples);
        return new TaskResult { Lines = [.. remarks, line], Answer = summary };
    }

    // Keys and texts, which no model learns, are kept as they are.
    private static int MissingCells(Table rows, HashSet<string> texts, bool areTexts = false) =>
        Missing(rows, texts, areTexts).Sum(one => one.Missing);

    private static IEnumerable<(string Name, int Missing)> Missing(Table rows, HashSet<string> texts, bool areTexts) =>
        Enumerable
            .Range(0, rows.Width)
            .Where(column => texts.Contains(rows.Columns[column].Name) == areTexts)
            .Select(column =>
                (rows.Columns[column].Name, rows.ColumnValues(column).Count(rows.Columns[column].IsMissing))
            );

    private static string Counts(Table rows, HashSet<string> texts, bool areTexts, int samples)
    {
        string[] counts =
        [
            .. Missing(rows, texts, areTexts)
                .Where(one => one.Missing > 0)
                .OrderByDescending(one => one.Missing)
                .Select(one => $"{Numeral.Whole((one.Missing + samples - 1) / samples)} of {one.Name}"),
        ];
        string more = counts.Length > MaxNamed ? $" and {counts.Length - MaxNamed} more columns" : "";
        return ControlCharacters.Replace(string.Join(", ", counts.Take(MaxNamed))) + more;
    }

    // Whether the text of other cells can stay as it is.
    private static bool KeepsText(string path, Table rows)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        return CsvDelimiter.Extensions.Contains(extension)
            && (CsvDelimiter.Of(extension) is not { } delimiter || rows.Dialect?.Delimiter == delimiter);
    }
}
