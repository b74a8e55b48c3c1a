using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Panels;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Modalities.Tables.Rules.Partial;

namespace Likeness.Modalities.Tables;

/// <summary>The description of a table before training: its columns in the training rows.</summary>
internal static class TableDescription
{
    private const int ShownLevels = 3;

    /// <summary>Describes the training rows.</summary>
    public static DataDescription Create(DataSplit<Table> data, TableEncoding encoding) =>
        encoding is { View.IsIdentity: true, Rules.Count: 0 } ? OfNumbers(data, encoding) : OfKinds(data, encoding);

    private static DataDescription OfNumbers(DataSplit<Table> data, TableEncoding encoding)
    {
        var summary = DataSummary.Compute(data.Train, encoding.Transform);
        bool hasRemarks = summary.Columns.Any(column => column.Remarks.Count > 0);
        string[] headings = ["Column", "#From", "#To", "#Mean", "#Distinct", "Grid", "Transform"];
        return new DataDescription
        {
            Table = new DescriptionTable(
                hasRemarks ? [.. headings, "Remark"] : headings,
                [
                    .. summary.Columns.Zip(
                        encoding.Transform.Columns,
                        (column, encoded) => (IReadOnlyList<string>)[.. Cells(column, encoded, hasRemarks)]
                    ),
                ]
            ),
            Lines = Protection(encoding),
            Remarks = [.. summary.Remarks, .. data.Remarks, .. Panel(data.Train, encoding), .. Order(encoding)],
        };
    }

    private static DataDescription OfKinds(DataSplit<Table> data, TableEncoding encoding)
    {
        var encodings = Encodings(encoding);
        return new DataDescription
        {
            Table = new DescriptionTable(
                ["Column", "Kind", "Values", "#Missing", "Encoding"],
                [.. data.Train.Columns.Select((_, i) => (IReadOnlyList<string>)[.. Cells(data.Train, encodings, i)])]
            ),
            Lines =
            [
                .. RuleLines
                    .Of(encoding.AllRules.Exact, encoding.Columns, _ => false)
                    .Concat(
                        encoding
                            .Columns.Where(column => column.Kind is TextKind { Spelling.Joined: not null })
                            .Select(column => $"{column.Name} = {((TextKind)column.Kind).Origin}")
                    )
                    .Select(rule => $"rule, kept in every sample: {rule}"),
                .. encoding.AllRules.Exceptions.Lines,
                .. encoding
                    .Rules.OfType<PartlyEqualColumn>()
                    .SelectMany(rule => rule.Lines(encoding.Columns))
                    .Select(rule => $"rule, kept as often as in the data: {rule}"),
                .. Protection(encoding),
            ],
            Remarks =
            [
                .. data.Remarks,
                .. encoding.Rules.OfType<SubjectColumns>().SelectMany(rule => OfSubjects(rule, encoding)),
                .. Panel(data.Train, encoding),
                .. Order(encoding),
                .. encoding.Running is { } running ? (string[])[$"{running.Summary}; so it is in samples"] : [],
                .. encoding.Ranks.Select(rule => $"{rule.Rank.Summary(rule.Column)}; so it is in samples"),
                .. encoding.ProtectionWarnings,
            ],
        };
    }

    private static IEnumerable<string> OfSubjects(SubjectColumns rule, TableEncoding encoding)
    {
        // Not what some rows of a key disagree in: the lines of the rules say that.
        yield return (rule with { Same = [.. rule.Same.Except(encoding.AllRules.Exceptions.Shared)] }).Remark;
        if (rule.Within?.Column == encoding.Context?.Key && rule.Within is not null)
        {
            yield break;
        }

        if (encoding.Context?.Key == rule.Column)
        {
            yield return $"rows of one '{rule.Column}' are sampled one after another, each from the row before";
        }
        else if (rule.Series is not null)
        {
            yield return $"apart from that, rows of one '{rule.Column}' do not follow from the row before (those of trees and boosted-trees do, for one key)";
        }
    }

    private static IEnumerable<string> Panel(Table train, TableEncoding encoding)
    {
        if (encoding.Panel is { } panel)
        {
            string levels =
                panel.Levels.Count == 0
                    ? ""
                    : $"; {Listed(panel.Restored)} {(panel.Levels.Count == 1 ? "is" : "are")} learned relative to the level of each series";
            yield return $"{panel.Rows.Summary}; so have samples, of which {Numeral.Whole(panel.Rows.Count)} are the whole panel{levels}{(panel.Following is null ? "" : "; rows are sampled given the one before of their series")}";
            foreach (var absence in panel.Absences?.All ?? [])
            {
                yield return $"{absence.Summary}; so it is in samples";
            }
        }
        else if (train.Columns.Select(column => column.Panel).OfType<PanelRows>().FirstOrDefault() is { } found)
        {
            string reason = PanelSampling.Find(train, encoding.Rules) is null
                ? "since rules restore what names these from other columns"
                : "those of trees and boosted-trees do not";
            yield return $"{found.Summary}; samples are single rows, which may have several ({reason})";
        }
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static IEnumerable<string> Order(TableEncoding encoding) =>
        encoding.Order is { } order ? [order.Remark] : [];

    private static IReadOnlyList<string> Protection(TableEncoding encoding) =>
        encoding.ProtectionRemark is { } remark ? [remark] : [];

    private static IEnumerable<string> Cells(Table train, Dictionary<string, string> encodings, int index)
    {
        var column = train.Columns[index];
        double[] present = Array.FindAll(train.ColumnValues(index), cell => !double.IsNaN(cell));
        yield return column.Name;
        yield return column.Kind.Name;
        yield return present.Length == 0 ? "" : Values(column, present);
        int missing = train.ColumnValues(index).Count(column.IsMissing);
        yield return missing == 0 ? "" : Numeral.Percent(missing / (double)Math.Max(1, train.RowCount));
        yield return encodings.GetValueOrDefault(column.Name, "left out, restored by its rule");
    }

    // The encoding of each column that models see, in a few words.
    private static Dictionary<string, string> Encodings(TableEncoding encoding)
    {
        var view = encoding.View;
        var found = new Dictionary<string, string>(view.Columns.Count, StringComparer.Ordinal);
        foreach (var lists in encoding.Rules.OfType<ListColumn>())
        {
            found[lists.Column] = lists.Description;
        }

        int first = 0;
        for (int i = 0; i < view.Columns.Count; i++)
        {
            string[] parts =
            [
                encoding.Rules.FirstOrDefault(rule =>
                    rule.Replaces && rule is not LevelFormulaColumn && rule.Column == view.Columns[i].Name
                ) switch
                {
                    null => "",
                    OneOfColumn => "column that it repeats",
                    ExclusiveColumn => "which of its rule",
                    PartlyEqualColumn => "where it is not that of its rule",
                    _ => "difference of its rule",
                },
                view.Widths[i] == 0
                    ? ""
                    : ColumnDescription.DescribeTransform(encoding.Transform.Columns[first + view.ValueAt(i)]),
                view.Descriptions[i],
            ];
            found[view.Columns[i].Name] = string.Join(", ", parts.Where(part => part.Length > 0));
            first += view.Widths[i];
        }

        return found;
    }

    private static string Values(Column column, double[] present) =>
        column.Kind.LevelCount > 0 ? Levels(column.Kind, present)
        : column.Kind.IsNumeric ? $"{column.Write(present.Min())} to {column.Write(present.Max())}"
        : $"{Numeral.Whole(present.Distinct().Count())} different {(column.Kind is ListKind ? "lists" : "texts")}";

    private static string Levels(ColumnKind kind, double[] present)
    {
        var counts = present.CountBy(cell => cell).OrderByDescending(level => level.Value).ToList();
        string shown = string.Join(
            ", ",
            counts
                .Take(ShownLevels)
                .Select(level => $"{kind.Write(level.Key)} {Numeral.Percent(level.Value / (double)present.Length)}")
        );
        return counts.Count > ShownLevels ? $"{shown}, … ({Numeral.Whole(counts.Count)} levels)" : shown;
    }

    private static IEnumerable<string> Cells(
        ColumnSummary column,
        Data.Transforms.ColumnTransform transform,
        bool hasRemarks
    )
    {
        yield return column.Name;
        yield return Numeral.Short(column.Minimum, 4);
        yield return Numeral.Short(column.Maximum, 4);
        yield return Numeral.Short(column.Mean, 4);
        yield return Numeral.Whole(column.Distinct);
        yield return ColumnDescription.DescribeGrid(column.Grid);
        yield return ColumnDescription.DescribeTransform(transform);
        if (hasRemarks)
        {
            yield return string.Join("; ", column.Remarks);
        }
    }
}
