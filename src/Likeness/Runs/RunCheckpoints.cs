using Likeness.Nn;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>
/// Writes the state of a training into the folder of its run. checkpoint.safetensors is the state at a point of the history. If a training stops
/// between two, partial.safetensors is the state of its last step; a diverging loss still goes back to the point.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="model">The registered name of the model.</param>
/// <param name="state">The state.</param>
/// <param name="trainer">The training.</param>
/// <param name="clock">The clock.</param>
internal sealed class RunCheckpoints(
    RunFolder folder,
    string model,
    TrainingState state,
    Trainer trainer,
    TimeProvider clock
)
{
    private readonly CheckpointPace pace = new(clock);
    private long? written;
    private int? best;

    /// <summary>Reads the last state that was written, if any was.</summary>
    /// <returns>False for a new run.</returns>
    /// <exception cref="LikenessException">A file is damaged, or belongs to another model.</exception>
    public bool Read()
    {
        if (!File.Exists(folder.CheckpointFile))
        {
            return false;
        }

        Checkpoint.Read(folder.CheckpointFile, state, model);
        trainer.MarkGood();
        written = state.Step;
        // A partial state is of the points of this checkpoint, or a leftover.
        if (
            File.Exists(folder.PartialFile)
            && Checkpoint.StepsOf(folder.PartialFile) is { } steps
            && steps.Point == state.Step
            && steps.Step > state.Step
        )
        {
            Checkpoint.Read(folder.PartialFile, state, model);
        }

        return true;
    }

    /// <summary>Writes the state if it is time to.</summary>
    public void Keep(KeepReason reason)
    {
        bool isAtPoint = state.Step == trainer.GoodStep;
        bool isDue = reason is KeepReason.Cancelled or KeepReason.End || pace.IsDue(isAtPoint);
        if (!isDue)
        {
            return;
        }

        pace.Write(() =>
        {
            if (isAtPoint)
            {
                WritePoint();
                return;
            }

            if (written != trainer.GoodStep)
            {
                trainer.AtGood(WritePoint);
            }

            Checkpoint.Write(folder.PartialFile, state, model);
        });
    }

    private void WritePoint()
    {
        if (state.BestPoint is { } point && point != best)
        {
            WeightFile.Write(folder.BestFile, state.Best.Parameters);
            best = point;
        }

        RunHistory.Write(folder.HistoryFile, state.History);
        Checkpoint.Write(folder.CheckpointFile, state, model);
        written = state.Step;
        File.Delete(folder.PartialFile);
    }
}
