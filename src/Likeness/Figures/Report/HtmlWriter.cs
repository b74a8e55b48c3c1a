using System.Runtime.CompilerServices;
using System.Text;

namespace Likeness.Figures.Report;

/// <summary>Builds a page from interpolated strings: literal parts are markup, every hole is escaped unless it is <see cref="Trusted"/>.</summary>
public sealed class HtmlWriter
{
    private readonly StringBuilder text = new();

    /// <summary>Adds markup with escaped holes, and a line break.</summary>
    public void Add([InterpolatedStringHandlerArgument("")] ref Handler markup)
    {
        _ = markup;
        text.Append('\n');
    }

    /// <summary>Adds markup that is already safe.</summary>
    public void Add(Trusted markup) => text.Append(markup.Markup).Append('\n');

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>Markup made by this library, which is not escaped again.</summary>
    /// <param name="Markup">Well-formed markup.</param>
    public readonly record struct Trusted(string Markup);

    /// <summary>What the compiler calls for each part of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private readonly StringBuilder text;

        public Handler(int literalLength, int formattedCount, HtmlWriter writer)
        {
            _ = literalLength + formattedCount;
            text = writer.text;
        }

        public void AppendLiteral(string markup) => text.Append(markup);

        public void AppendFormatted(string? words) => text.Append(Markup.Escape(words ?? ""));

        public void AppendFormatted(int number) => text.Append(number);

        public void AppendFormatted(Trusted markup) => text.Append(markup.Markup);
    }
}
