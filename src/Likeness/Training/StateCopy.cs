using Likeness.Compute.Graph;

namespace Likeness.Training;

/// <summary>A snapshot of a state's arrays at the start of an epoch, for a roll-back.</summary>
internal sealed class StateCopy
{
    private readonly Parameter[] arrays;
    private readonly float[][] values;

    /// <summary>Allocates memory for the arrays that steps change.</summary>
    public StateCopy(TrainingState state)
    {
        arrays =
        [
            .. state.Model.Parameters,
            .. state.Optimisers.SelectMany(optimiser => optimiser.State.SelectMany(state => state.Arrays)),
            .. state.Averaged?.Parameters ?? [],
        ];
        values = Array.ConvertAll(arrays, array => new float[array.Shape.Count]);
    }

    /// <summary>Copies the current arrays.</summary>
    public void Take()
    {
        for (int i = 0; i < arrays.Length; i++)
        {
            arrays[i].Values.CopyTo(values[i]);
        }
    }

    /// <summary>Restores the arrays.</summary>
    public void Restore()
    {
        for (int i = 0; i < arrays.Length; i++)
        {
            values[i].CopyTo(arrays[i].Values);
        }
    }

    /// <summary>The snapshot of the first arrays, those of the model.</summary>
    public ReadOnlySpan<float> Of(int parameter) => values[parameter];
}
