using Likeness.Evaluation;

namespace Likeness.Runs;

/// <summary>Passes the progress of an evaluation on as that of a run.</summary>
/// <param name="progress">Who is told.</param>
internal sealed class EvaluationRelay(IProgress<TrainingProgress> progress) : IProgress<EvaluationProgress>
{
    public void Report(EvaluationProgress value) =>
        progress.Report(
            new TrainingProgress
            {
                Phase = RunPhase.Evaluating,
                Fraction = value.Done / (double)Math.Max(1, value.Total),
            }
        );
}
