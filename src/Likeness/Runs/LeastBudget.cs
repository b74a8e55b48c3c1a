using System.Globalization;
using Likeness.Modalities;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>Refuses a budget that a training cannot keep, however short its steps and its evaluation are made.</summary>
/// <param name="budget">The time that is left.</param>
/// <param name="modality">The kind of data.</param>
/// <param name="record">The run, with the sizes of its parts.</param>
/// <param name="data">Its data.</param>
/// <param name="threads">Threads that work.</param>
internal sealed class LeastBudget(
    BudgetClock budget,
    Modality modality,
    RunRecord record,
    PreparedData data,
    int threads
)
{
    // How many times the budget an estimate must exceed: a busy machine is estimated to be slow, and may be free a moment later.
    private const double Certain = 3;

    // Steps that measure the speed, a chunk of samples and a part of a fit take as long as so many steps at the peak speed, or longer.
    private const double StepsBefore = 3;

    // Of the budget. Less is no reason to refuse examples for their size, however late it is already.
    private const double Large = 0.5;

    // The part of a budget that is left when these are done, so that the training has some steps.
    private const double Needed = 0.6;
    private const double Rounding = 10;

    private readonly Slowness slowness = Slowness.Measure(threads);

    /// <summary>Refuses the budget before anything is compiled.</summary>
    /// <exception cref="LikenessException">The shortest evaluation would take longer than is left.</exception>
    public void Require() => Require(TimeSpan.Zero);

    /// <summary>Refuses the budget before the first step.</summary>
    /// <param name="flops">Operations of a step.</param>
    /// <exception cref="LikenessException">The first steps and the shortest evaluation would take longer than is left.</exception>
    public void RequireStep(long flops) => Require(TimeSpan.FromSeconds(StepsBefore * flops * slowness.SecondsPerFlop));

    /// <summary>Refuses the budget once the speed is known.</summary>
    /// <param name="time">The durations of a step.</param>
    /// <exception cref="LikenessException">A step and the shortest evaluation would take longer than is left.</exception>
    public void Require(EpochTime time) => Require(time.Step + time.Validation);

    private void Require(TimeSpan training)
    {
        double evaluation = modality.LeastEvaluationSeconds(record, data, slowness);
        double all = (budget.Elapsed + training).TotalSeconds + evaluation;
        double total = budget.Total.TotalSeconds;
        bool isSmall = training.TotalSeconds + evaluation < Large * total;
        if (isSmall || all <= Certain * total)
        {
            return;
        }

        double enough = Rounding * Math.Ceiling(all / Needed / Rounding);
        throw new LikenessException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"--budget {budget.Total.TotalSeconds:0.#}s is too short for {modality.Plural} of this size: reading, {(training > TimeSpan.Zero ? "the first steps" : "one step")} and the shortest evaluation take about {all:0} s (give --budget {enough:0}s or more, or {modality.Smaller})"
            )
        );
    }
}
