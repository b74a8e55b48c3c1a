using Likeness.Compute.Graph;

namespace Likeness.Training;

/// <summary>A copy of a state's arrays at the start of an epoch, to go back to when the epoch comes to nothing.</summary>
internal sealed class StateCopy
{
    private readonly Parameter[] arrays;
    private readonly float[][] values;

    /// <summary>Makes room for the arrays that steps change.</summary>
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

    /// <summary>Copies the arrays as they are.</summary>
    public void Take()
    {
        for (int i = 0; i < arrays.Length; i++)
        {
            arrays[i].Values.CopyTo(values[i]);
        }
    }

    /// <summary>Puts the arrays back as they were.</summary>
    public void Restore()
    {
        for (int i = 0; i < arrays.Length; i++)
        {
            values[i].CopyTo(arrays[i].Values);
        }
    }

    /// <summary>What the first arrays, those of the model, were when the copy was taken.</summary>
    public ReadOnlySpan<float> Of(int parameter) => values[parameter];
}
