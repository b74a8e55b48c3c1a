using Likeness.Data;
using Likeness.Data.Recurrences;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables.Absence;
using Likeness.Modalities.Tables.Panels;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Modalities.Tables.Texts;
using Likeness.Modalities.Tables.Views;
using Likeness.Models;

namespace Likeness.Modalities.Tables;

/// <summary>The encoding of training rows.</summary>
public sealed partial class TableEncoding
{
    /// <summary>Fits rules, view and transform to training rows.</summary>
    /// <param name="train">The training rows under the columns of their <see cref="Schema"/>.</param>
    /// <param name="options">The model's options.</param>
    /// <param name="settings">What is looked for and protected; null for the defaults.</param>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <exception cref="LikenessException">Nothing can be learned from the rows.</exception>
    public static TableEncoding Fit(
        Table train,
        ModelOptions options,
        TableSettings? settings = null,
        Action<double>? progress = null
    )
    {
        settings ??= new TableSettings();
        // Rows that are pixels have no rules, and their columns must stay.
        bool isPicture = train.Picture is not null;
        bool findsRules = settings.FindsRules && !isPicture;
        train = TextFit.Apply(train, findsRules, settings.Rules);
        var rules = settings is { FindsRules: true, Rules: { } declared }
            ? RankColumn.Beside(train, declared, rows => DeclaredRules.Create(rows, declared))
            : TableRules.Find(train, findsRules);
        train = train.Under(rules.Columns);
        rules = rules.After([.. KeyColumnSearch.All(train, settings.FindsRules, settings.Protects)]);
        rules = ListColumn.Behind(rules, train, settings.Protects);
        var panel = settings.FindsRules && options.TakesContext ? PanelSampling.Find(train, rules.Rules) : null;
        var protection = settings.Protects && !isPicture ? Protection.Fit(train, rules.Rules, panel) : Protection.None;
        var written = rules.Encode(train);
        var encoded = Protected(written, protection, rules);
        var schema = rules.Rules.Count > 0 ? Schema.Detect(encoded) : Schema.Declared(encoded);
        (encoded, written) = (schema.Apply(encoded), schema.Apply(written));
        var grids = findsRules ? LevelGrids.Find(encoded, rules) : LevelGrids.None;
        var context = options.TakesContext ? SubjectContext.Find(rules.Rules, train, encoded) : null;
        if (context is not null)
        {
            var widened = Widened(context, rules, train, encoded);
            context = context.WithSteps(widened, rules);
            encoded = context.Steps.Detected(context.Steps.Encode(widened));
            written = Widened(context, rules, train, written);
        }

        var running = settings.FindsRules && context is null ? RunningOf(train, rules.Rules, panel) : null;
        Table? trainingRows = null;
        var ofPanel = panel is null ? null : PanelContext.Fit(panel, encoded, rules.Rules).WithAbsences(train);
        if (ofPanel is not null)
        {
            // What goes on otherwise is chosen among proposals.
            var recurrences = running is null
                ? PanelRecurrences.None
                : PanelRecurrences.Find(running, encoded, rules.Rules);
            ofPanel = recurrences is null
                ? ofPanel
                : ofPanel.WithSteps(encoded, rules.Rules, name => IsOfData(name, rules), recurrences);
            encoded = ofPanel.WithEnds(encoded, () => protection.Limit(train));
            written = ofPanel.WithEnds(written, () => train);
            trainingRows = ofPanel.Following is null ? null : encoded;
            (encoded, written) = (ofPanel.Training(encoded), ofPanel.Training(written));
            encoded = ofPanel.Following?.Steps.Detected(encoded) ?? encoded;
        }

        var listed = isPicture
            ? new Dictionary<string, ListedNumbers>()
            : ListedNumbers.All(train, rules.Rules, settings.Protects);
        var view = NumericView.Fit(
            encoded,
            options.TakesMissing,
            written,
            [.. grids.All.Select(grid => grid.Column)],
            Seen(listed, train, written, panel)
        );
        WideTable.Collect(encoded.Width);
        return new(
            protection,
            rules,
            view,
            grids,
            RestoredNumbers.Fit(train, rules, listed, ((IRelativeColumns?)context?.Steps ?? ofPanel)?.Restored ?? []),
            isPicture
                ? LevelRanges.None
                : LevelRanges.Fit(train, rules.Rules, settings.Protects, ofPanel?.Restored ?? [], listed),
            DataTransform
                .Fit(view.Encode(encoded).Numbers, options.ToTransformSettings(), progress)
                .Given(name =>
                    context?.IsGiven(view.OwnerOf(name)) == true || ofPanel?.IsBefore(view.OwnerOf(name)) == true
                )
        )
        {
            Absent = findsRules ? AbsentCells.Find(train) : AbsentCells.None,
            Context = context,
            Panel = ofPanel,
            Order = settings.FindsRules ? RowOrder.Find(train, rules.Rules, ofPanel?.Rows.Known) : null,
            Running = running,
            trainingRows = trainingRows,
            Dialect = train.Dialect,
        };
    }

    private static bool IsOfData(string name, TableRules rules) =>
        rules.Columns.Any(column => column.Name == name && column.Codes is null);

    // The lists of columns that models see as the data have them. What is known of the rows of a panel may go on beyond its list.
    private static Dictionary<string, ListedNumbers> Seen(
        IReadOnlyDictionary<string, ListedNumbers> listed,
        Table train,
        Table written,
        PanelRows? panel
    )
    {
        var cellsOf = written.Columns.Index().ToDictionary(one => one.Item.Name, one => one.Index);
        return train
            .Columns.Index()
            .Where(one =>
                listed.ContainsKey(one.Item.Name)
                && panel?.Known.Contains(one.Item.Name) != true
                && cellsOf.TryGetValue(one.Item.Name, out int at)
                && written.Column(at).SequenceEqual(train.Column(one.Index))
            )
            .ToDictionary(one => one.Item.Name, one => listed[one.Item.Name]);
    }

    // Columns of a panel go on in its series, which samples must have.
    private static RunningColumns? RunningOf(Table train, IReadOnlyList<TableRule> rules, PanelRows? panel) =>
        rules.Any(rule => rule is SubjectColumns)
        || (panel is null && train.Columns.Any(column => column.Panel is not null))
            ? null
            : train.Columns.Select(column => column.Running).OfType<RunningColumns>().FirstOrDefault();
}
