using System.Globalization;
using System.Text;
using Likeness.Data;
using Likeness.Figures.Charts;

namespace Likeness.Bench.Toys;

/// <summary>docs/toys.md and its figure.</summary>
internal static class ToyPage
{
    private const double Close = 0.05;

    /// <summary>Writes both.</summary>
    /// <param name="folder">The folder of the documentation.</param>
    /// <param name="results">For each dataset the truth, then each flow, in the same order.</param>
    /// <param name="epochs">The number of epochs of each flow.</param>
    public static void Write(string folder, IReadOnlyList<ToyResult> results, int epochs)
    {
        string[] datasets = [.. results.Select(result => result.Dataset).Distinct()];
        string[] flows = [.. results.Select(result => result.Flow).Distinct()];
        ToyResult Of(int row, int column) =>
            results.Single(result => result.Dataset == datasets[row] && result.Flow == flows[column]);
        Figures.Figure figure = DensityPanels.Draw(
            "toys",
            "2-D densities: the truth and the trained flows",
            datasets,
            flows,
            TwoDimensionalView.Pixels,
            (row, column) => Of(row, column).Density
        );
        AtomicFile.Write(
            Path.Combine(folder, "toys.svg"),
            stream => stream.Write(Encoding.UTF8.GetBytes(figure.ToStandaloneSvg()))
        );
        var page = new StringBuilder(
            $"""
            # Flows on known densities

            Each flow is trained on 20,000 rows of a 2-D dataset (a tenth of them choose the epoch) for {epochs} epochs in batches of
            256 at a learning rate of 0.003, without dropout, `nsf` with 6 layers of 16 bins and `realnvp` with 64 hidden units, otherwise with its
            default options. It is scored on 20,000 new rows. The NLL is at least the entropy, up to sampling error; the difference is the
            Kullback–Leibler divergence of the model from the truth. It is estimated by the mean of log p − log q over the new rows, with
            its standard error; **bold** is within {Close.ToString(
                CultureInfo.InvariantCulture
            )} nats. Affine maps, as in `maf`, leave thin bridges
            between separate modes and cannot model sharp rings; splines can.
            This page is written by

                dotnet run -c Release --project bench/Likeness.Bench -- toys

            `--flows maf,iaf,realnvp,glow,nice` selects other flows, `--datasets` other densities.

            ![The true density and the density of each flow]({"toys.svg"})

            ## Nats above the entropy


            """
        );
        page.AppendLine($"| dataset | entropy | {string.Join(" | ", flows.Skip(1))} |");
        page.AppendLine($"| --- | --- |{string.Concat(flows.Skip(1).Select(_ => " --- |"))}");
        for (int row = 0; row < datasets.Length; row++)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{datasets[row]}` | {Of(row, 0).Entropy:0.0000} |");
            for (int column = 1; column < flows.Length; column++)
            {
                ToyResult result = Of(row, column);
                string value = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.Excess:0.000} ± {result.Error:0.000}"
                );
                page.Append(result.Excess <= Close ? $" **{value}** |" : $" {value} |");
            }

            page.AppendLine();
        }

        page.AppendLine().AppendLine("## NLL on the new rows, nats").AppendLine();
        page.AppendLine($"| dataset | entropy | {string.Join(" | ", flows.Skip(1))} |");
        page.AppendLine($"| --- | --- |{string.Concat(flows.Skip(1).Select(_ => " --- |"))}");
        for (int row = 0; row < datasets.Length; row++)
        {
            string[] cells =
            [
                .. Enumerable
                    .Range(1, flows.Length - 1)
                    .Select(column => Of(row, column).Nll.ToString("0.0000", CultureInfo.InvariantCulture)),
            ];
            page.Append(CultureInfo.InvariantCulture, $"| `{datasets[row]}` | {Of(row, 0).Entropy:0.0000} |");
            page.AppendLine($" {string.Join(" | ", cells)} |");
        }

        AtomicFile.Write(
            Path.Combine(folder, "toys.md"),
            stream => stream.Write(Encoding.UTF8.GetBytes(page.ToString()))
        );
    }
}
