using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Views;
using Likeness.Models;
using Likeness.Trees;

namespace Likeness.Modalities.Tables;

/// <summary>A column of the data that rules restore, computed from the dimensions that it needs: models predict others from it.</summary>
internal sealed class RestoredColumn
{
    private readonly Column column;
    private readonly TableRule[] rules; // in the order in which they encode
    private readonly Column[] columns; // of the data
    private readonly Source[] sources;
    private readonly NumericView view;
    private readonly DataTransform transform;
    private readonly IRelativeColumns? relative;
    private readonly Form form;

    private RestoredColumn(
        string name,
        Form form,
        TableRules all,
        IRelativeColumns? relative,
        NumericView view,
        DataTransform transform
    )
    {
        (this.form, this.relative, this.view, this.transform) = (form, relative, view, transform);
        var needed = new HashSet<string> { name };
        var chain = new List<TableRule>();
        foreach (
            var rule in all.Rules.Where(rule => rule.Replaces && needed.Contains(rule.Column) && form != Form.ToLevel)
        )
        {
            // Whatever it needs is restored before it, as it was encoded after it.
            chain.Add(rule);
            needed.UnionWith(rule.DecodesFrom);
        }

        rules = [.. chain];
        columns = [.. rules.Select(rule => all.Columns.First(one => one.Name == rule.Column))];
        column = all.Columns.First(one => one.Name == name);
        needed.UnionWith([.. needed.SelectMany(one => relative?.Needs(one) ?? [])]);

        var from = new List<Source>();
        int next = 0;
        for (int i = 0; i < view.Columns.Count; i++)
        {
            int[] numbers = [.. Enumerable.Range(next, view.Widths[i])];
            next += view.Widths[i];
            if (needed.Contains(view.Columns[i].Name))
            {
                from.Add(new(i, numbers));
            }
        }

        sources = [.. from];
    }

    /// <summary>
    /// The columns of a table that are computed from several others, restored from a difference, also to the row before or the level of a series, or looked up by a category of many levels, and the weekdays of times among these, as dimensions
    /// that follow from others.
    /// </summary>
    /// <param name="rules">The rules.</param>
    /// <param name="relative">The numbers that models see relative to others; null for none.</param>
    /// <param name="view">What they leave, in numbers.</param>
    /// <param name="transform">From these numbers to model space.</param>
    public static IReadOnlyList<DerivedDimension> All(
        TableRules rules,
        IRelativeColumns? relative,
        NumericView view,
        DataTransform transform
    )
    {
        var computed = rules.Rules.Where(rule => rule.Predicts).Select(rule => rule.Column).ToHashSet();
        return
        [
            .. rules
                .Rules.Where(rule => rule.Predicts || (rule.IsOrder && rule.Replaces) || IsLookedUpByMany(rule, rules))
                .Select(rule => rule.Column)
                .Union(relative?.Restored ?? [])
                .SelectMany(name =>
                    from form in (Form[])[Form.Whole, Form.Weekday]
                    select new RestoredColumn(name, form, rules, relative, view, transform)
                )
                .Concat(
                    (relative?.Compared ?? []).Select(name => new RestoredColumn(
                        name,
                        Form.ToLevel,
                        rules,
                        relative,
                        view,
                        transform
                    ))
                )
                .Where(restored =>
                    restored.sources.Length > 0
                    && (
                        restored.form != Form.Weekday
                        || (restored.column.Kind is TimeKind && !computed.Contains(restored.column.Name))
                    )
                )
                .Select(restored => restored.ToDimension()),
        ];
    }

    // Trees distinguish as many levels as there are bins: what is looked up by more says more than they do.
    private static bool IsLookedUpByMany(TableRule rule, TableRules rules) =>
        rule is DeterminedColumn { Pairs.Count: > ColumnBins.MaxCount } looked
        && rules.Columns.First(column => column.Name == looked.Column).Kind is NumberKind or TimeKind
        && rules.Columns.First(column => column.Name == looked.By).Kind is CategoryKind;

    private DerivedDimension ToDimension() =>
        new(
            form == Form.Weekday ? new ModelDimension($"{column.Name}, weekday", Clock.Week) { MayBeMissing = true }
                : form == Form.ToLevel ? new ModelDimension($"{column.Name}, to its level") { MayBeMissing = true }
                : column.Kind is CategoryKind { LevelCount: <= ColumnBins.MaxCount } levels
                    ? new ModelDimension(column.Name, levels.LevelCount) { IsCategory = true, MayBeMissing = true }
                : new ModelDimension(column.Name) { MayBeMissing = true },
            [
                .. sources
                    .SelectMany(source => source.Numbers)
                    .Select(transform.DimensionOf)
                    .Where(dimension => dimension >= 0),
            ],
            Values
        );

    private void Values(ReadOnlySpan<float> rows, Span<float> values)
    {
        var cells = new double[sources.Length][];
        for (int i = 0; i < cells.Length; i++)
        {
            var (at, places) = sources[i];
            var numbers = new double[places.Length][];
            for (int j = 0; j < numbers.Length; j++)
            {
                numbers[j] = transform.Inverse(rows, places[j]);
            }

            cells[i] = view.Decode(at, numbers, values.Length);
        }

        var table = Table.FromColumns([.. sources.Select(source => view.Columns[source.Column])], cells);
        table = relative?.Decode(table) ?? table;
        if (form == Form.ToLevel)
        {
            foreach (var (row, number) in relative!.Compare(column.Name, table).Index())
            {
                values[row] = (float)number;
            }

            return;
        }

        for (int i = rules.Length - 1; i >= 0; i--)
        {
            table = rules[i].Decode(table, columns[i]);
        }

        var restored = table.Column(table.Columns.ToList().FindIndex(one => one.Name == column.Name));
        var clock =
            form == Form.Weekday && column.Kind is TimeKind time ? new Clock(time.Offset.TotalSeconds, 1, 0) : null;
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = (float)(clock?.Weekday(restored[row]) ?? restored[row]);
        }
    }

    // What is computed of the column.
    private enum Form
    {
        Whole,
        Weekday,
        ToLevel,
    }

    // A column of the view, and the numbers in its place.
    private readonly record struct Source(int Column, int[] Numbers);
}
