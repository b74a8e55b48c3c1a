using Likeness.Data;

namespace Likeness.Sampling;

/// <summary>An unlimited sequence of rows in chunks; each chunk is a function of its index and the seed alone.</summary>
internal interface IRowSource
{
    /// <summary>One chunk of rows in the data's units.</summary>
    /// <param name="chunk">The index of the chunk, from 0.</param>
    /// <param name="seed">The seed; different seeds give different rows.</param>
    /// <param name="continuous">Whether values are not rounded to the data's grid.</param>
    Table SampleRows(int chunk, ulong seed, bool continuous);
}
