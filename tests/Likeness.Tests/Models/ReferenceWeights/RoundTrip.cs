using System.Runtime.InteropServices;
using Likeness.Interop;
using Likeness.Runs;

namespace Likeness.Tests.Models.ReferenceWeights;

/// <summary>Compares weights bit by bit.</summary>
internal static class RoundTrip
{
    public static void SameTensors(IReadOnlyList<TensorData> expected, IReadOnlyList<TensorData> found)
    {
        Assert.Equal(Names(expected), Names(found));
        var byName = found.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (
            var tensor in expected.Where(tensor =>
                !tensor.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal)
            )
        )
        {
            var other = byName[tensor.Name];
            Assert.Equal((tensor.Name, tensor.Type), (other.Name, other.Type));
            Assert.Equal(tensor.Shape, other.Shape);
            Assert.True(tensor.Bytes.SequenceEqual(other.Bytes), tensor.Name);
        }
    }

    public static void SameParameters(TrainedModel expected, TrainedModel found)
    {
        Assert.Equal(expected.Record.Options.ToString(), found.Record.Options.ToString());
        Assert.Equal(expected.Model.Parameters.Count, found.Model.Parameters.Count);
        foreach (var parameter in expected.Model.Parameters)
        {
            var other = found.Model.Parameters[parameter.Name];
            Assert.True(
                MemoryMarshal.AsBytes(parameter.Values).SequenceEqual(MemoryMarshal.AsBytes(other.Values)),
                parameter.Name
            );
        }
    }

    private static IEnumerable<string> Names(IReadOnlyList<TensorData> tensors) =>
        tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal);
}
