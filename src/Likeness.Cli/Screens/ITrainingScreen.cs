using Likeness.Runs;

namespace Likeness.Cli.Screens;

/// <summary>Shows a run in progress.</summary>
internal interface ITrainingScreen
{
    /// <summary>Does the work and shows each report.</summary>
    T Watch<T>(Func<IProgress<TrainingProgress>, T> work);
}
