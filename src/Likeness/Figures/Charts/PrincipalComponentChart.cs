using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>Both tables projected on the first two principal components of the real rows.</summary>
public static class PrincipalComponentChart
{
    private const double Width = 430;
    private const double Height = 400;
    private const int MaxPoints = 2000;
    private const int Layers = 8;

    /// <summary>Draws the projection; returns null if fewer than two columns vary.</summary>
    public static Figure? Draw(Comparison tables)
    {
        if (PrincipalComponents.Fit(tables.Real) is not { } components)
        {
            return null;
        }

        var real = EvenSubset
            .Choose(tables.Real, MaxPoints)
            .Select(r => components.Project(tables.Real.Row(r)))
            .ToList();
        var generated = EvenSubset
            .Choose(tables.Generated, MaxPoints)
            .Select(r => components.Project(tables.Generated.Row(r)))
            .ToList();
        var canvas = new SvgCanvas(Width, Height);
        var y = Around(real.Select(p => p.Second), generated.Select(p => p.Second), Height - 46, 30);
        double left = PlotFrame.Margin(y);
        var frame = new PlotFrame(
            Around(real.Select(p => p.First), generated.Select(p => p.First), left, Width - 14),
            y
        );
        string Name(string which, int k) =>
            $"{which} component ({Numeral.Percent(components.Explained[k])} of variance)";
        frame.Draw(canvas, Name("first", 0), Name("second", 1), upright: true);

        // Drawn in alternating layers, so that neither table hides the other.
        frame.Inside(
            canvas,
            () =>
            {
                for (int layer = 0; layer < Layers; layer++)
                {
                    canvas.Cloud(Layer(real, layer, frame), "cloud-real");
                    canvas.Cloud(Layer(generated, layer, frame), "cloud-made");
                }
            }
        );
        Legend.Draw(canvas, left, 16, ("dot-real", tables.RealName), ("dot-made", tables.GeneratedName));
        double both = components.Explained[0] + components.Explained[1];
        return canvas.Finish(
            "principal-components",
            "Projection on the first two principal components",
            $"Projection of {tables.RealName} and {tables.GeneratedName} rows on the first two principal components, which hold {Numeral.Percent(both)} of the real rows' variance.",
            $"The columns, standardised by the real rows and projected on the real rows' first two principal components. The first is mostly {components.Makeup(0, tables.Real)}; the second mostly {components.Makeup(1, tables.Real)}. Where only one colour appears, the tables differ."
        );
    }

    private static IEnumerable<(double, double)> Layer(
        List<(double First, double Second)> points,
        int layer,
        PlotFrame frame
    ) => points.Where((_, i) => i % Layers == layer).Select(p => (frame.X.At(p.First), frame.Y.At(p.Second)));

    private static Axis Around(IEnumerable<double> real, IEnumerable<double> generated, double from, double to)
    {
        var bins = Bins.Over([.. real], [.. generated], null, 10);
        return Axis.Around([bins.Low, bins.High], from, to);
    }
}
