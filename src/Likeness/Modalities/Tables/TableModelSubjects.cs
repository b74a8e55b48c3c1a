using Likeness.Data;
using Likeness.Modalities.Tables.Panels;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Modalities.Tables.Texts;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Sampling;
using Likeness.Sampling.Conditions;
using Likeness.Training;

namespace Likeness.Modalities.Tables;

/// <summary>Samples whose rows belong together: to subjects, such as the visits of patients, or to the series of a panel.</summary>
public sealed partial class TableModel
{
    // Small samples are put together from as many rows as the model samples at once, of which more are similar.
    private static int WholeChunks(int count) =>
        (int)Math.Min(int.MaxValue, Math.Max(1, (count + Sampler.Chunk - 1L) / Sampler.Chunk) * Sampler.Chunk);

    private IEnumerable<Table> OfSubjects(
        IEnumerable<Table> parts,
        int count,
        ulong seed,
        bool continuous,
        RowOrder? order,
        bool areInOrder,
        Func<Table, bool[]>? accepts = null
    ) =>
        Finished(
            new SubjectSampling(Encoding, seed, continuous, accepts).Group(parts, count),
            seed,
            order,
            areInOrder,
            accepts
        );

    // Subjects of a model that knows the rows before are sampled row by row.
    private IEnumerable<Table> InSequence(
        int count,
        ulong seed,
        bool continuous,
        RowOrder? order,
        bool areInOrder,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var source = new SequentialSubjects(Encoding, model.Model, model.Pool, seed, continuous);
        var subjects = new SubjectSampling(Encoding, seed, continuous);
        return Finished(Counted(subjects.Group(source.Blocks(cancellationToken), count)), seed, order, areInOrder);

        IEnumerable<SubjectRows> Counted(IEnumerable<SubjectRows> parts)
        {
            long done = 0;
            foreach (var rows in parts)
            {
                yield return rows;
                done += rows.Rows.RowCount;
                Report(progress, RunPhase.Sampling, count == 0 ? 1 : Math.Min(1, done / (double)count));
            }
        }
    }

    // Conditions that some rows of a key may satisfy and others not, and on what is known only when all rows are there.
    private bool AreOfWholeSubjects(ConditionSet conditions, ConditionalMethod method)
    {
        if (!SubjectSampling.IsNeeded(Encoding))
        {
            return false;
        }

        string[] columns =
        [
            .. conditions.All.Select(condition => Encoding.View.OwnerOf(Encoding.View.Numbers[condition.Column].Name)),
            .. conditions.OnRows.Select(condition => conditions.RowColumns[condition.Column].Name),
        ];
        return columns.Intersect(KnownLate()).Any()
            || (
                method is ConditionalMethod.Auto or ConditionalMethod.Rejection && columns.Except(SharedByKeys()).Any()
            );
    }

    // Totals of a key's rows, and what follows from these or goes on from the row before.
    private HashSet<string> KnownLate()
    {
        string[] late =
        [
            .. Encoding
                .Rules.OfType<SubjectColumns>()
                .Select(rule => rule.Series)
                .OfType<SubjectSeries>()
                .SelectMany(series =>
                    series.Totals.Select(one => one.Column).Concat(series.Recurrences.Select(one => one.Column))
                ),
        ];
        return SubjectSampling.Affected(Encoding, late, new HashSet<string>()).Union(late).ToHashSet();
    }

    // The columns that all rows of each key share; those of inner keys differ within the outer one.
    private IEnumerable<string> SharedByKeys() =>
        Encoding
            .Rules.OfType<SubjectColumns>()
            .Where(rule => rule.Within is null)
            .Select(rule =>
                rule.Same.Concat(
                    Encoding
                        .Rules.OfType<KeyColumn>()
                        .Where(keys => keys.Column == rule.Column)
                        .SelectMany(keys => keys.Parts.Select(part => part.Name))
                )
            )
            .Aggregate((one, other) => one.Intersect(other));

    private ConditionalParts OfWholeSubjects(
        int count,
        ConditionSet conditions,
        ConditionalSettings settings,
        ulong seed,
        bool continuous,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        SettingRanges.Validate(settings);
        var limit = settings.LimitFor(count);
        var onNumbers = conditions.ForSamples(settings.Tolerance, continuous);
        var onRows = Fitting(conditions);
        var rules = Encoding.Rules.OfType<SubjectColumns>().Where(rule => rule.Within is null).ToList();
        var keys = Encoding.Context?.RuleIn(rules) ?? rules[0];
        var accepted = new AcceptedSubjects(
            Fits,
            count,
            limit,
            conditions,
            rules.Exists(rule => rule.AreTogether) ? null : keys.Column,
            RandomUse.LastKeys.Random(seed),
            hasOtherMethod: model.Model is IImputer
                && conditions.Equalities.Any()
                && !AreOfWholeSubjects(conditions, ConditionalMethod.Native)
        );
        var subjects = new SubjectSampling(Encoding, seed, continuous);
        var parts = SequentialSubjects.AreKnown(Encoding, model.Model)
            ? subjects.Group(
                new SequentialSubjects(Encoding, model.Model, model.Pool, seed, continuous).Blocks(cancellationToken),
                limit.Most
            )
            : subjects.Group(
                Obeying(
                    Sampler.Parts(WholeChunks(limit.Most), seed, continuous, _ => { }, cancellationToken),
                    seed,
                    continuous
                ),
                limit.Most
            );
        return new(
            new SampledRows(
                count,
                Finished(accepted.Of(parts.Select(Counted)), seed, order: null, areInOrder: false, accepts: Fits)
            ),
            () => accepted.Summary
        );

        SubjectRows Counted(SubjectRows rows)
        {
            Report(progress, RunPhase.Sampling, Math.Min(1, accepted.Accepted / (double)count));
            return rows;
        }

        bool[] Fits(Table rows)
        {
            bool[] fits = onRows(rows);
            var numbers = conditions.All.Count == 0 ? null : Encoding.ToNumbers(rows).Numbers;
            for (int row = 0; row < fits.Length && numbers is not null; row++)
            {
                fits[row] &= onNumbers.Hold(numbers.Row(row));
            }

            return fits;
        }
    }

    // Conditions on what is known of each row choose rows of the panel.
    private ConditionalParts OfPanel(
        int count,
        ConditionSet conditions,
        IReadOnlyDictionary<string, Condition> onPanel,
        ulong seed,
        bool continuous,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    ) =>
        new(
            new SampledRows(
                count,
                OfPanel(count, seed, continuous, areInOrder: true, progress, cancellationToken, onPanel)
            ),
            () =>
                new ConditionalSummary(
                    ConditionalMethod.Native,
                    count,
                    count,
                    null,
                    $"{conditions}: the rows of the panel that fit, each once before one is there again"
                )
        );

    private SampledRows OfPanel(
        PanelRows panel,
        int count,
        ulong seed,
        bool continuous,
        bool areInOrder,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    ) =>
        new(count, OfPanel(count, seed, continuous, areInOrder, progress, cancellationToken))
        {
            Remark = () =>
                count <= panel.Count
                    ? null
                    : $"{panel.Summary}: samples have the {Numeral.Whole(panel.Count)} rows of the panel once, behind them again",
        };

    private IEnumerable<Table> OfPanel(
        int count,
        ulong seed,
        bool continuous,
        bool areInOrder,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, Condition>? conditions = null
    ) =>
        Finished(
            new PanelSampling(Encoding, model.Model, model.Pool, seed, continuous).Sample(
                count,
                areInOrder,
                done => Report(progress, RunPhase.Sampling, done),
                cancellationToken,
                conditions
            ),
            seed,
            order: null,
            areInOrder
        );

    // Files whose columns go on from the row before.
    private IEnumerable<Table> OfFiles(
        int count,
        ulong seed,
        bool continuous,
        bool areInOrder,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var sampling = new RunningSampling(Encoding, seed);
        long done = 0;
        return Finished(sampling.OfFiles(Propose, count, areInOrder), seed, order: null, areInOrder);

        IEnumerable<Table> Propose(int rows, ulong ofRound)
        {
            long before = done;
            done += rows;
            return Obeying(
                Sampler.Parts(
                    rows,
                    ofRound,
                    continuous,
                    part => Report(progress, RunPhase.Sampling, (before + part) / ((double)count * sampling.Each)),
                    cancellationToken
                ),
                ofRound,
                continuous
            );
        }
    }

    // Rows in their order, with ranks and fresh keys. Learned ranks of rows that conditions choose are those among all.
    private IEnumerable<Table> Finished(
        IEnumerable<SubjectRows> parts,
        ulong seed,
        RowOrder? order,
        bool areInOrder,
        Func<Table, bool[]>? accepts = null,
        bool areChosen = false
    )
    {
        var joined = parts.Select(part => part with { Rows = SharedExceptions.Join(Encoding, part.Rows, accepts) });
        var sorted = Encoding.Ranks.Any()
            ? new RankedSampling(Encoding, areChosen || accepts is not null).Of(joined, order, areInOrder)
            : order?.Sorted(joined)
                ?? (areInOrder && InventedTexts.HaveOrder(Encoding.View.Columns) ? RowOrder.Together(joined) : joined);
        var texts = new InventedTexts(seed, areInOrder);
        return sorted.Select(part => Finished(part.Rows, part.First, seed, texts, part.Numbers));
    }

    private Table Finished(
        Table rows,
        long first,
        ulong seed,
        InventedTexts texts,
        IReadOnlyDictionary<string, long[]>? numbers = null
    ) =>
        texts.Fill(
            FilledTemplates.Fill(WithKeys(Encoding.WithoutStandIns(rows), first, seed, numbers), first, seed),
            first,
            numbers
        );

    private static Func<Table, bool[]> Fitting(ConditionSet conditions) =>
        rows =>
            [
                .. Enumerable
                    .Range(0, rows.RowCount)
                    .Select(row => conditions.OnRows.All(condition => condition.Holds(rows[row, condition.Column]))),
            ];
}
