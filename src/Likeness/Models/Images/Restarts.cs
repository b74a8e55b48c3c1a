using Likeness.Compute.Graph;

namespace Likeness.Models.Images;

/// <summary>Searches from several starts for each row, of which the best is taken.</summary>
internal static class Restarts
{
    /// <summary>Each row as often as it has starts, one after another: [batch · starts, …].</summary>
    /// <param name="rows">[batch, …].</param>
    /// <param name="starts">How many each row has.</param>
    public static Tensor Of(Tensor rows, int starts)
    {
        int batch = rows.Shape[0];
        int width = rows.Shape.Count / batch;
        return rows.Reshape([batch, 1, width])
            .BroadcastTo([batch, starts, width])
            .Reshape([.. rows.Shape.Select((extent, axis) => axis == 0 ? batch * starts : extent)]);
    }

    /// <summary>The start of each row with the least loss: [batch, 1].</summary>
    /// <param name="losses">One for each start: batch · starts of them.</param>
    /// <param name="starts">How many each row has.</param>
    public static Tensor Best(Tensor losses, int starts) =>
        losses.Reshape([losses.Shape.Count / starts, starts]).ArgSort(1).Slice(1, 0, 1);

    /// <summary>What belongs to the chosen starts: [batch, width], or [batch] of one number each.</summary>
    /// <param name="found">[batch · starts, width], or [batch · starts].</param>
    /// <param name="chosen">[batch, 1].</param>
    public static Tensor Take(Tensor found, Tensor chosen)
    {
        int batch = chosen.Shape[0];
        int starts = found.Shape[0] / batch;
        return found.Shape.Rank == 1
            ? found.Reshape([batch, starts]).TakeAlong(1, chosen).Reshape([batch])
            : found
                .Reshape([batch, starts, found.Shape[1]])
                .TakeAlong(1, chosen.Reshape([batch, 1, 1]))
                .Reshape([batch, found.Shape[1]]);
    }
}
