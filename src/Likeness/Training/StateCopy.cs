using Likeness.Compute.Graph;

namespace Likeness.Training;

/// <summary>A snapshot of the arrays of a state that steps change, with its position.</summary>
internal sealed class StateCopy
{
    private readonly TrainingState state;
    private readonly Parameter[] arrays;
    private readonly float[][] values;

    /// <summary>Allocates memory for the arrays that steps change.</summary>
    public StateCopy(TrainingState state)
    {
        this.state = state;
        arrays =
        [
            .. state.Model.Parameters,
            .. state.Optimisers.SelectMany(optimiser => optimiser.State.SelectMany(state => state.Arrays)),
            .. state.Averaged?.Parameters ?? [],
        ];
        values = Array.ConvertAll(arrays, array => new float[array.Shape.Count]);
    }

    /// <summary>The step of the snapshot.</summary>
    public long Step { get; private set; }

    private (double Sum, long Rows) Losses { get; set; }

    /// <summary>Copies the current arrays and position.</summary>
    public void Take()
    {
        (Step, Losses) = (state.Step, (state.LossSum, state.LossRows));
        for (int i = 0; i < arrays.Length; i++)
        {
            arrays[i].Values.CopyTo(values[i]);
        }
    }

    /// <summary>Restores arrays and position.</summary>
    public void Restore()
    {
        (state.Step, state.LossSum, state.LossRows) = (Step, Losses.Sum, Losses.Rows);
        for (int i = 0; i < arrays.Length; i++)
        {
            values[i].CopyTo(arrays[i].Values);
        }
    }

    /// <summary>The snapshot of the first arrays, those of the model.</summary>
    public ReadOnlySpan<float> Of(int parameter) => values[parameter];
}
