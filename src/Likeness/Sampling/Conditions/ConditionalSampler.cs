using System.Globalization;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Sampling.Conditions;

/// <summary>Draws rows that fit conditions, in the best way that a model allows. One thread may use it at a time.</summary>
/// <param name="model">The model.</param>
/// <param name="transform">Between the data's units and model space.</param>
/// <param name="sampler">Draws freely from the model.</param>
/// <param name="workers">Who does the work; null for the calling thread.</param>
internal sealed class ConditionalSampler(
    GenerativeModel model,
    DataTransform transform,
    Sampler sampler,
    WorkerPool? workers
)
{
    // After so many draws it is known whether rejection will do.
    private const int PilotSamples = 32_768;

    // Weighted rows are worth this many times the rows asked for before they are chosen from, and fewer than this many are worth none.
    private const double WantedPerRow = 4;
    private const double MinEffective = 20;

    // Proposals are all kept until rows are chosen.
    private const int MaxProposals = 2_000_000;

    // Where so many of one kind are worth next to nothing, more will not be either.
    private const int HopelessProposals = 131_072;

    /// <summary>Draws.</summary>
    /// <param name="count">Rows wanted; at least 1.</param>
    /// <param name="conditions">What they must fit.</param>
    /// <param name="settings">How.</param>
    /// <param name="seed">Another seed gives other rows.</param>
    /// <param name="continuous">Whether values stay off the grid.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The model does not allow the method, or too few draws fit.</exception>
    public ConditionalSample Sample(
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
        bool maySwitch = settings.Method == ConditionalMethod.Auto && Importance.Fits(model);
        if (
            settings.Method == ConditionalMethod.Importance
            || (maySwitch && !isNative && conditions.OnContinuousColumns.Any())
        )
        {
            return Weigh(count, conditions, settings, seed, continuous, progress, cancellationToken);
        }

        using var imputer = isNative ? new Imputer(model, workers) : null;
        var source = imputer is null ? (IRowSource)sampler : new ConditionedRows(imputer, transform, conditions);
        var fitting = conditions.ForSamples(isNative ? 0 : settings.Tolerance, continuous);
        var rejection = new Rejection(source, fitting, seed, continuous);
        int limit = settings.SamplesFor(count);
        void Tell(int accepted) => progress(accepted / (double)count);
        bool done = rejection.Continue(count, Math.Min(limit, PilotSamples), Tell, cancellationToken);
        if (!done && maySwitch && rejection.Accepted * (double)limit < (double)count * rejection.Samples)
        {
            return Weigh(count, conditions, settings, seed, continuous, progress, cancellationToken);
        }

        if (!done && !rejection.Continue(count, limit, Tell, cancellationToken))
        {
            throw TooFew(count, conditions, rejection);
        }

        var rows = ConditionedRows.Restored(
            rejection.Rows(count),
            [.. continuous ? conditions.OnContinuousColumns : conditions.Equalities]
        );
        return new ConditionalSample(
            rows,
            isNative ? ConditionalMethod.Native : ConditionalMethod.Rejection,
            rejection.Samples,
            rejection.Accepted,
            null,
            Summary(conditions, settings, rejection, isNative)
        );
    }

    private ConditionalSample Weigh(
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
        var fitting = ConditionSet.Create(conditions.All.Except(equalities), transform).ForSamples(0, continuous);
        int limit = Math.Min(settings.SamplesFor(count), MaxProposals);
        int made = 0;
        int accepted = 0;
        double wanted = Math.Max(MinEffective, WantedPerRow * count);
        var (proposals, weights) = importance.Propose(
            [.. conditions.All],
            row =>
            {
                bool fits = fitting.Hold(row);
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
                $"{made:N0} weighted proposals for {conditions} are worth no more than {Text(size)} of equal weight, too few to choose from (loosen the conditions, or allow more draws)"
            );
        }

        int[] chosen = weights.Choose(count, RandomUse.Proposals.Random(seed, int.MaxValue));
        var rows = ConditionedRows.Restored(proposals.TakeRows(chosen), equalities);
        string repeated =
            chosen.Distinct().Count() is var distinct && distinct < count
                ? $"; {count - distinct:N0} of the rows repeat others"
                : "";
        return new ConditionalSample(
            rows,
            ConditionalMethod.Importance,
            made,
            accepted,
            size,
            $"{conditions}: chosen by importance from {made:N0} proposals, {Fraction(accepted, made)} of which fit, weighted by the model's exact density (worth {size:N0} rows of equal weight{repeated})"
        );
    }

    private string Summary(ConditionSet conditions, ConditionalSettings settings, Rejection rejection, bool isNative)
    {
        string fraction =
            $"{Fraction(rejection.Accepted, rejection.Samples)} of {rejection.Samples.ToString("N0", CultureInfo.InvariantCulture)} draws accepted";
        if (isNative)
        {
            return $"{conditions}: given to the model, which draws the rest ({((IImputer)model).ImputationKind}); {fraction}";
        }

        var loose = conditions
            .OnContinuousColumns.Select(condition =>
            {
                var column = transform.Columns[condition.Column];
                double room = settings.Tolerance * (column.Maximum - column.Minimum);
                return $"{column.Name} within {Text(room)} of {Text(condition.Low)}";
            })
            .ToList();
        string taken = loose.Count == 0 ? "" : $", {string.Join(", ", loose)} taken for it";
        return $"{conditions}: by rejection{taken}; {fraction}";
    }

    private void Check(ConditionalMethod method)
    {
        string? why = method switch
        {
            ConditionalMethod.Native when model is not IImputer => "cannot complete rows",
            ConditionalMethod.Importance when !Importance.Fits(model) => "has no exact density of continuous values",
            _ => null,
        };
        if (why is not null)
        {
            throw new LikenessException(
                $"the run's model {why}, so that rows cannot be had by the method {method.ToString().ToLowerInvariant()} (leave it to auto, or choose rejection)"
            );
        }
    }

    private static LikenessException TooFew(int count, ConditionSet conditions, Rejection rejection) =>
        new(
            $"only {rejection.Accepted:N0} of {rejection.Samples:N0} draws fit {conditions}, and {count:N0} rows were asked for (loosen the conditions, ask for fewer rows, or allow more draws)"
        );

    private static string Fraction(long part, long all) =>
        (100.0 * part / Math.Max(1, all)).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
