namespace Likeness.Training;

/// <summary>Finds where a diverged loss comes from: the step, the layer whose weights went first, the place in a row with the outermost value.</summary>
/// <param name="state">The training.</param>
/// <param name="train">Names the places in a row.</param>
/// <param name="lastGood">The state at the start of the epoch.</param>
internal sealed class DivergenceReport(TrainingState state, IExamples train, StateCopy lastGood)
{
    /// <summary>Describes it in the beginning of a sentence. Takes the epoch's steps again, up to the one that broke down.</summary>
    /// <param name="epochs">The epoch's steps.</param>
    /// <param name="loss">The loss that broke down.</param>
    /// <param name="step">The step, from 0, in the epoch.</param>
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
        var (place, value) = OutermostValue(epochs.Batch(step));
        long number = ((long)state.Epoch * epochs.StepsPerEpoch) + step + 1;
        string became = double.IsFinite(loss) ? $"grew to {loss:G3}" : "became NaN";
        return $"the loss {became} at step {number} (epoch {state.Epoch + 1}), where {layer}{place} held the outermost value ({value:G3} in model space)";
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

    private (string Place, float Value) OutermostValue(ReadOnlySpan<float> rows)
    {
        int max = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            max = MathF.Abs(rows[i]) > MathF.Abs(rows[max]) || float.IsNaN(rows[i]) ? i : max;
        }

        return (train.NameOf(max % train.Width), rows[max]);
    }
}
