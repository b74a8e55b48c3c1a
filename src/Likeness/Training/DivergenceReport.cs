namespace Likeness.Training;

/// <summary>
/// Finds the origin of a diverged loss: the step, the layer whose weights moved most, and the entry of a row with the most extreme
/// value.
/// </summary>
/// <param name="state">The training.</param>
/// <param name="train">Names the entries of a row.</param>
/// <param name="lastGood">The state at the last point of the history.</param>
internal sealed class DivergenceReport(TrainingState state, IExamples train, StateCopy lastGood)
{
    /// <summary>Describes it as the start of a sentence. Repeats the steps from the last good state up to the one that diverged.</summary>
    /// <param name="epochs">Runs the steps.</param>
    /// <param name="good">The step of the last good state.</param>
    /// <param name="broken">The step that diverged.</param>
    public string Describe(EpochRunner epochs, long good, StepLoss broken)
    {
        string layer = "";
        lastGood.Restore();
        epochs.Run(
            good,
            broken.Step + 1,
            double.PositiveInfinity,
            taken =>
            {
                layer = taken.Step == broken.Step - 1 ? $"the weights of '{WorstLayer()}' had moved most and " : layer;
                return true;
            }
        );
        var (entry, value) = MostExtremeValue(epochs.Batch(broken.Step));
        long epoch = (broken.Step / epochs.StepsPerEpoch) + 1;
        string became = double.IsFinite(broken.Loss) ? $"grew to {broken.Loss:G3}" : "became NaN";
        return $"the loss {became} at step {broken.Step + 1} (epoch {epoch}), where {layer}{entry} had the most extreme value ({value:G3} in model space)";
    }

    private string WorstLayer()
    {
        string worst = "";
        double max = -1;
        for (int i = 0; i < state.Model.Parameters.Count; i++)
        {
            var parameter = state.Model.Parameters[i];
            var before = lastGood.Of(i);
            for (int k = 0; k < before.Length; k++)
            {
                double moved = Math.Abs((double)parameter.Values[k] - before[k]);
                moved = double.IsNaN(moved) ? double.PositiveInfinity : moved;
                if (moved > max)
                {
                    (worst, max) = (parameter.Name, moved);
                }
            }
        }

        return worst;
    }

    private (string Entry, float Value) MostExtremeValue(ReadOnlySpan<float> rows)
    {
        int max = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            max = MathF.Abs(rows[i]) > MathF.Abs(rows[max]) || float.IsNaN(rows[i]) ? i : max;
        }

        return (train.NameOf(max % train.Width), rows[max]);
    }
}
