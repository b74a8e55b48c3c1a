namespace Likeness.Training;

/// <summary>
/// Finds the origin of a diverged loss: the step, the layer whose weights moved most, and the entry of a row with the most extreme
/// value.
/// </summary>
/// <param name="state">The training.</param>
/// <param name="train">Names the entries of a row.</param>
/// <param name="lastGood">The state at the start of the epoch.</param>
internal sealed class DivergenceReport(TrainingState state, IExamples train, StateCopy lastGood)
{
    /// <summary>Describes it as the start of a sentence. Repeats the epoch's steps up to the one that diverged.</summary>
    /// <param name="epochs">Runs the steps.</param>
    /// <param name="loss">The diverged loss.</param>
    /// <param name="step">The index of the step in the epoch, from 0.</param>
    public string Describe(EpochRunner epochs, double loss, int step)
    {
        string layer = "";
        lastGood.Restore();
        epochs.Run(
            double.PositiveInfinity,
            taken =>
            {
                layer = taken == step ? $"the weights of '{WorstLayer()}' had moved most and " : layer;
                return taken <= step;
            }
        );
        var (entry, value) = MostExtremeValue(epochs.Batch(step));
        long number = ((long)state.Epoch * epochs.StepsPerEpoch) + step + 1;
        string became = double.IsFinite(loss) ? $"grew to {loss:G3}" : "became NaN";
        return $"the loss {became} at step {number} (epoch {state.Epoch + 1}), where {layer}{entry} had the most extreme value ({value:G3} in model space)";
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
