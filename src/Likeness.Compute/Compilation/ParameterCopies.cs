namespace Likeness.Compute.Compilation;

/// <summary>A snapshot of the memory that some steps write outside the arena; restored on disposal.</summary>
internal sealed unsafe class ParameterCopies : IDisposable
{
    private readonly List<(Buffer Buffer, float[] Values)> kept = [];

    public ParameterCopies(IReadOnlyList<Step> steps)
    {
        foreach (
            Buffer buffer in steps.SelectMany(step => step.Writes).Where(b => b.IsFixed).DistinctBy(Ownership.Identity)
        )
        {
            kept.Add((buffer, new Span<float>(buffer.Data(null), buffer.Length).ToArray()));
        }
    }

    public void Dispose()
    {
        foreach ((Buffer buffer, float[] values) in kept)
        {
            values.CopyTo(new Span<float>(buffer.Data(null), buffer.Length));
        }
    }
}
