using Likeness.Data;

namespace Likeness.Sampling;

/// <summary>Rows without end, chunk by chunk, each chunk a function of its number and the seed alone.</summary>
internal interface IRowSource
{
    /// <summary>One chunk of rows in the data's units.</summary>
    /// <param name="chunk">Its number, from 0.</param>
    /// <param name="seed">Another seed gives other rows.</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    Table SampleRows(int chunk, ulong seed, bool continuous);
}
