using Likeness.Evaluation;

namespace Likeness.Runs;

/// <summary>Converts progress of an evaluation to progress of a run.</summary>
/// <param name="progress">Receives the reports.</param>
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
