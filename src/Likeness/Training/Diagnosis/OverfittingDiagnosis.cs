namespace Likeness.Training.Diagnosis;

/// <summary>Overfitting: the validation loss has risen for as long as it fell before.</summary>
internal static class OverfittingDiagnosis
{
    public static Finding? Find(TrainingCourse course)
    {
        if (course.Best is not { } best || !EarlyStop.Overfits(course.History, best))
        {
            return null;
        }

        var last = course.History[^1];
        return new Finding(
            FindingKind.Overfitting,
            $"overfitting from step {best.Step} on: the validation loss rose from {best.Validation:0.###} to {last.Validation:0.###}, the weights of step {best.Step} are kept",
            $"--train-steps {best.Step}, so that the schedule ends there, more data, or a smaller model"
        );
    }
}
