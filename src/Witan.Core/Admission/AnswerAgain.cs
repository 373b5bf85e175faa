using Witan.Core.Contract;
using Witan.Core.Messages;

namespace Witan.Core.Admission;

/// <summary>A client sent a bundle again that is executed: certification answers it once more.</summary>
internal sealed record AnswerAgain(Bundle Bundle, Origin From) : InternalEffect;
