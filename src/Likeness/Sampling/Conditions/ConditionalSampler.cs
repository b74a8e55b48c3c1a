using System.Globalization;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Sampling.Conditions;

/// <summary>Samples rows that satisfy conditions, by the best method that a model supports. Not thread-safe.</summary>
/// <param name="model">The model.</param>
/// <param name="transform">The transform between the data's units and model space.</param>
/// <param name="sampler">Samples from the model unconditionally.</param>
/// <param name="workers">The worker pool; null for the calling thread.</param>
/// <param name="accepts">Further checks of sampled rows of numbers, one answer for each; null for none.</param>
internal sealed class ConditionalSampler(
    GenerativeModel model,
    DataTransform transform,
    Sampler sampler,
    WorkerPool? workers,
    Func<Table, bool[]>? accepts = null
)
{
    // The effective sample size, relative to the requested rows, from which rows are chosen; below the second value importance sampling
    // has failed.
    private const double WantedPerRow = 4;
    private const double MinEffective = 20;

    // All proposals are kept until rows are chosen.
    private const int MaxProposals = 2_000_000;

    // If this many proposals have almost no weight, more will not help.
    private const int HopelessProposals = 131_072;

    /// <summary>Begins to sample rows; most are sampled while they are read.</summary>
    /// <param name="count">The number of rows; at least 1.</param>
    /// <param name="conditions">The conditions that they must satisfy.</param>
    /// <param name="settings">The method and its limits.</param>
    /// <param name="seed">The seed; different seeds give different rows.</param>
    /// <param name="continuous">Whether values are not rounded to the data's grid.</param>
    /// <param name="progress">Receives the completed fraction.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <returns>The rows. Reading them throws a <see cref="LikenessException"/> if too few samples satisfy the conditions.</returns>
    /// <exception cref="LikenessException">The model does not support the method, or too few proposals have weight.</exception>
    public ConditionalParts Sample(
        int count,
        ConditionSet conditions,
        ConditionalSettings settings,
        ulong seed,
        bool continuous,
        Action<double> progress,
        CancellationToken cancellationToken
    )
    {
        SettingRanges.Validate(settings);
        Check(settings.Method);
        bool hasEqualities = conditions.Equalities.Any();
        bool isNative =
            hasEqualities && model is IImputer && settings.Method is ConditionalMethod.Auto or ConditionalMethod.Native;
        bool areNumbers = !conditions.All.Any(condition => condition.IsMissing);
        if (settings.Method == ConditionalMethod.Importance && !areNumbers)
        {
            throw new LikenessException("a missing value has no density to weight samples by (use rejection)");
        }

        bool maySwitch = settings.Method == ConditionalMethod.Auto && areNumbers && Importance.Fits(model);
        if (
            settings.Method == ConditionalMethod.Importance
            || (maySwitch && !isNative && conditions.OnContinuousColumns.Any())
        )
        {
            return Weigh(count, conditions, settings, seed, continuous, progress, cancellationToken);
        }

        var imputer = isNative ? new Imputer(model, workers) : null;
        var source = imputer is null ? (IRowSource)sampler : new ConditionedRows(imputer, transform, conditions);
        var fitting = conditions.ForSamples(isNative ? 0 : settings.Tolerance, continuous);
        var rejection = new Rejection(source, fitting, seed, continuous, accepts);
        bool areSlow = isNative && model is IRowImputer;
        var limit = settings.LimitFor(count, areSlow);
        if (
            maySwitch
            && !rejection.Continue(
                count,
                Math.Min(limit.Samples, RejectionStages.PilotSamples),
                accepted =>
                    progress(
                        Math.Min(1, Math.Max(accepted / (double)count, rejection.Samples / (double)limit.Samples))
                    ),
                cancellationToken
            )
            && rejection.Accepted * (double)limit.Samples < (double)count * rejection.Samples
        )
        {
            imputer?.Dispose();
            return Weigh(count, conditions, settings, seed, continuous, progress, cancellationToken);
        }

        // Each sample that trees condition takes many proposals: free ones may take less time, but none has a value to the last digit.
        bool goesOn =
            areSlow && settings.Method == ConditionalMethod.Auto && !conditions.OnContinuousColumns.Any(IsNumber);
        var free = goesOn
            ? new Rejection(sampler, conditions.ForSamples(settings.Tolerance, continuous), seed, continuous, accepts)
            : null;
        var stages = new RejectionStages(
            count,
            free is null ? [(rejection, limit)] : [(rejection, limit), (free, settings.LimitFor(count))],
            conditions
        );
        Condition[] exact = [.. continuous ? conditions.OnContinuousColumns : conditions.Equalities];
        return new ConditionalParts(
            new SampledRows(
                count,
                stages.Parts(progress, cancellationToken).Select(part => ConditionedRows.Restored(part, exact))
            ),
            () =>
                new ConditionalSummary(
                    isNative && free is not { Accepted: > 0 } ? ConditionalMethod.Native : ConditionalMethod.Rejection,
                    stages.Samples,
                    stages.Accepted,
                    null,
                    Summary(conditions, settings, rejection, isNative)
                        + (free is { Accepted: > 0 } ? $"; then by rejection, {Rate(free)}" : "")
                ),
            imputer
        );

        bool IsNumber(Condition condition) => conditions.ColumnOf(condition).Kind.LevelCount == 0;
    }

    private ConditionalParts Weigh(
        int count,
        ConditionSet conditions,
        ConditionalSettings settings,
        ulong seed,
        bool continuous,
        Action<double> progress,
        CancellationToken cancellationToken
    )
    {
        var equalities = conditions.Equalities.ToArray();
        using var importance = new Importance(model, sampler, transform, seed, workers);
        var fitting = conditions.Only(condition => !equalities.Contains(condition)).ForSamples(0, continuous);
        int limit = Math.Min(settings.SamplesFor(count), MaxProposals);
        int made = 0;
        int accepted = 0;
        double wanted = Math.Max(MinEffective, WantedPerRow * count);
        var (proposals, weights) = importance.Propose(
            [.. conditions.All],
            row =>
            {
                bool fits = fitting.Hold(row) && Accepts(row);
                made++;
                accepted += fits ? 1 : 0;
                return fits;
            },
            found =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                double effective = found.EffectiveSize;
                progress(Math.Min(1, Math.Max(effective / wanted, made / (double)limit)));
                bool isHopeless = found.Count >= HopelessProposals && effective < MinEffective;
                return effective >= wanted || made >= limit || isHopeless;
            },
            seed,
            continuous
        );
        double size = weights.EffectiveSize;
        if (size < MinEffective)
        {
            throw new LikenessException(
                $"{made:N0} weighted proposals for {conditions} have an effective sample size of only {Text(size)}, which is too few (loosen the conditions, or raise --max-samples)"
            );
        }

        int[] chosen = weights.Choose(count, RandomUse.Proposals.Random(seed, int.MaxValue));
        var parts = chosen
            .Chunk(Sampler.Chunk)
            .Select(part => ConditionedRows.Restored(proposals.TakeRows(part), equalities));
        string repeated =
            chosen.Distinct().Count() is var distinct && distinct < count
                ? $"; {count - distinct:N0} of the rows repeat others"
                : "";
        var summary = new ConditionalSummary(
            ConditionalMethod.Importance,
            made,
            accepted,
            size,
            $"{conditions}: importance resampling from {made:N0} proposals, {Fraction(accepted, made)} of them accepted, weighted by the model's exact density (effective sample size {size:N0}{repeated})"
        );
        return new ConditionalParts(new SampledRows(count, parts), () => summary);
    }

    private bool Accepts(ReadOnlySpan<double> row) =>
        accepts is null
        || accepts(
            new Table([.. transform.Columns.Select(column => new Column(column.Name, column.Grid))], row.ToArray())
        )[0];

    private string Summary(ConditionSet conditions, ConditionalSettings settings, Rejection rejection, bool isNative)
    {
        string fraction = Rate(rejection);
        if (isNative)
        {
            return $"{conditions}: conditioned on by the model, which samples the other columns ({((IImputer)model).ImputationKind}); {fraction}";
        }

        var loose = conditions
            .OnContinuousColumns.Where(condition => conditions.ColumnOf(condition).Kind.LevelCount == 0)
            .Select(condition =>
            {
                var column = transform.Columns[condition.Column];
                double room = settings.Tolerance * (column.Maximum - column.Minimum);
                return $"{column.Name} within {Text(room)} of {Text(condition.Low)}";
            })
            .ToList();
        string taken = loose.Count == 0 ? "" : $", {string.Join(", ", loose)}";
        return $"{conditions}: by rejection{taken}; {fraction}";
    }

    private void Check(ConditionalMethod method)
    {
        string? why = method switch
        {
            ConditionalMethod.Native when model is not IImputer => "cannot sample some columns given the others",
            ConditionalMethod.Importance when !Importance.Fits(model) => "has no exact density of continuous values",
            _ => null,
        };
        if (why is not null)
        {
            throw new LikenessException(
                $"the run's model {why}, so it does not support the method {method.ToString().ToLowerInvariant()} (use auto or rejection)"
            );
        }
    }

    private static string Rate(Rejection rows) =>
        $"{Fraction(rows.Accepted, rows.Samples)} of {rows.Samples.ToString("N0", CultureInfo.InvariantCulture)} samples accepted";

    private static string Fraction(long part, long all) =>
        (100.0 * part / Math.Max(1, all)).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
